using System.CommandLine;
using HpcClient.Casting.UsageReports;
using HpcClient.Commands.Cast;
using HpcClient.Commands.Jobs;
using HpcClient.Output;

namespace HpcClient.Commands.Report;

/// <summary><c>report</c>: what jobs used against what they asked for.</summary>
internal static class ReportCommand
{
    private static readonly string[] Formats = ["table", "csv", "json"];

    /// <summary>The command.</summary>
    public static Command Create(Option<string> folder)
    {
        var groupings = Enum.GetValues<UsageGrouping>().Select(grouping => grouping.ToString().ToLowerInvariant()).ToArray();
        var by = new Option<string[]>("--by") { Description = "Sum up by this; may be given several times. Default: gear.", HelpName = string.Join('|', groupings) };
        by.AcceptOnlyFromAmong(groupings);
        var since = TimeOption.Create("--since", "Only submissions from then on: how long ago, such as 12h or 30d, or a date in UTC.");
        var until = TimeOption.Create("--until", "Only submissions before then.");
        var format = new Option<string>("--format") { Description = "How it is printed.", HelpName = string.Join('|', Formats), DefaultValueFactory = _ => Formats[0] };
        format.AcceptOnlyFromAmong(Formats);
        var json = new Option<bool>("--json") { Description = "The same as --format json." };
        var command = new Command("report", "Sums up what jobs used of CPUs, memory, GPUs and time against what they asked for; most waste first. Changes nothing.") { by, since, until, format, json, folder };
        command.SetAction(parse =>
        {
            var now = TimeProvider.System.GetUtcNow();
            var (from, to) = (TimeOption.Read(parse, since, now), TimeOption.Read(parse, until, now));
            IReadOnlyList<UsageGrouping> wanted = parse.GetValue(by) is { Length: > 0 } words
                ? [.. words.Distinct().Select(word => Enum.Parse<UsageGrouping>(word, ignoreCase: true))]
                : [UsageGrouping.Gear];
            return LedgerLook.Into(
                FolderOption.Read(parse, folder),
                ledger => ledger?.Attempts(from ?? DateTimeOffset.UnixEpoch, to ?? DateTimeOffset.MaxValue) ?? [],
                attempts => Print(new(attempts, wanted), parse.GetValue(json) ? Formats[2] : parse.GetRequiredValue(format), from, to));
        });
        return command;
    }

    private static int Print(UsageReport report, string format, DateTimeOffset? since, DateTimeOffset? until)
    {
        switch (format)
        {
            case "csv":
                Console.Write(UsageCsv.Text(report));
                break;
            case "json":
                using (var output = StandardOutput.Open())
                {
                    UsageJson.Write(output, report, since, until);
                }

                Console.WriteLine();
                break;
            default:
                foreach (var line in UsageTable.Lines(report, Screen.Width))
                {
                    Console.WriteLine(line);
                }

                break;
        }

        return ExitCodes.Success;
    }
}
