using System.Globalization;
using HpcClient.Settings.Records;
using HpcClient.Settings.Resources;

namespace HpcClient.Engine.Usage;

/// <summary>What a run used against what it asked for, in one line; what is not known is not said.</summary>
internal static class UsageSentence
{
    /// <summary>Such as <c>asked 16G and 4 CPUs for 2:00:00; used at most 3.1 GiB, 41 % of the CPUs, 0:35:10</c>.</summary>
    public static string Of(JobUsage usage, AttemptRecord? attempt)
    {
        var memory = (attempt?.AskedMemoryBytes ?? usage.MemoryBytes) is { } bytes ? Amounts.AsAsked(bytes) : null;
        var cpus = (attempt?.AskedCpus ?? usage.Cpus) switch { null => null, 1 => "1 CPU", var count => $"{count} CPUs" };
        var time = attempt?.AskedWalltimeSeconds is { } seconds ? $" for {WalltimeFormat.Write(TimeSpan.FromSeconds(seconds))}" : "";
        var asked = string.Join(" and ", new[] { memory, cpus }.OfType<string>()) + time;

        // Without the client's word it is what the scheduler gave, and nobody may have asked for it.
        var before = asked.Length == 0 ? "" : $"{(attempt is null ? "had" : "asked")} {asked}; ";
        return before + "used " + string.Join(", ", Used(usage));
    }

    private static IEnumerable<string> Used(JobUsage usage)
    {
        if (usage.PeakMemoryBytes is { } peak)
        {
            yield return usage.Source == "cgroup" ? $"at most {Amounts.Measured(peak)}" : $"at most {Amounts.Measured(peak)} in one process";
        }

        if (usage is { CpuSeconds: { } busy, Cpus: > 0 and var cpus, WallSeconds: > 0 })
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{100 * busy / (usage.WallSeconds * cpus):0} % of the CPU{(cpus == 1 ? "" : "s")}");
        }

        yield return WalltimeFormat.Write(TimeSpan.FromSeconds(Math.Round(usage.WallSeconds)));
    }
}
