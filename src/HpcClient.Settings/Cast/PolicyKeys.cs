using System.Globalization;
using HpcClient.Settings.Policies;
using HpcClient.Settings.Resources;
using HpcClient.Settings.Yaml;

namespace HpcClient.Settings.Cast;

/// <summary>The keys about what comes after a job's end: another run of it, and how long it is remembered.</summary>
internal static class PolicyKeys
{
    private const string Sample = """

          out_of_memory: {do: more_memory, factor: 2, max: 64G, times: 2}
          time_limit: {do: more_time, factor: 1.5, max: 2-00:00:00}
          node_failure: resubmit
          preempted: {do: resubmit, times: 5}
          launch_failure: report
          lost: report
        """;

    public static readonly IReadOnlyList<CastKey> All =
    [
        new("on_end", "What is done when a job ends without a result, by cause: report (also when absent), resubmit, more_memory or more_time.", Sample, false,
            (s, v) => EndPoliciesReader.Read(v) is { } x ? s with { OnEnd = x } : null, s => Show(s.OnEnd)) { Form = KeyForm.Group, Absent = "every such end is reported", Page = "reference/settings.md#when-a-job-ends-without-a-result" },
        Number("keep_reported_days", "For how many days a job is remembered after the site has acknowledged its end.", CastSettings.DefaultKeepReportedDays, 3650,
            (s, x) => s with { KeepReportedDays = x }, s => s.KeepReportedDays),
        Number("keep_usage_months", "For how many months 'report' knows what a job used: one short row for each job.", CastSettings.DefaultKeepUsageMonths, 240,
            (s, x) => s with { KeepUsageMonths = x }, s => s.KeepUsageMonths),
    ];

    private static CastKey Number(string name, string meaning, int sample, int most, Func<CastSettings, int, CastSettings> put, Func<CastSettings, int> get) =>
        new(name, meaning, Text(sample), false, (s, v) => v.Whole(1, most) is { } x ? put(s, x) : null, s => Text(get(s))) { Form = KeyForm.Whole(1, most) };

    private static string? Show(EndPolicies policies) => policies.Given.Count == 0 ? null : string.Concat(
        policies.Given.OrderBy(p => p.Key).Select(p => $"\n    {PolicyWords.Word(p.Key)}: {Show(p.Value)}"));

    private static string Show(EndPolicy policy)
    {
        var word = PolicyWords.Word(policy.Action);
        if (policy.Action is EndAction.Report)
        {
            return word;
        }

        List<string> parts = [$"{PolicyWords.Do}: {word}"];
        if (policy.Action is not EndAction.Resubmit)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{PolicyWords.Factor}: {policy.Factor}"));
        }

        if (Max(policy) is { } max)
        {
            parts.Add($"{PolicyWords.Max}: {max}");
        }

        parts.Add($"{PolicyWords.Times}: {Text(policy.Times)}");
        return $"{{{string.Join(", ", parts)}}}";
    }

    private static string? Max(EndPolicy policy) =>
        policy.MaxMemoryBytes is { } bytes ? string.Create(CultureInfo.InvariantCulture, $"{bytes / MemoryAmount.Gibibyte}G")
        : policy.MaxWalltime is { } walltime ? YamlQuote.Inline(WalltimeFormat.Write(walltime))
        : null;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
