using System.Globalization;
using HpcClient.Scheduling.Commands;
using HpcClient.Scheduling.Observations;

namespace HpcClient.Scheduling.Sge;

/// <summary>One look at the accounting file with qacct.</summary>
/// <remarks>
/// qacct takes one job, or a pattern of names, and reads the whole file for it: so one call for all, which for more than
/// one job is "all of our user since the oldest". A job that is deleted while it waits leaves no trace in it.
/// </remarks>
internal sealed class SgeAccounting(SchedulerPrograms programs, bool allUsers)
{
    // Clocks of two machines differ, and accounting is written late.
    private static readonly TimeSpan Slack = TimeSpan.FromHours(1);

    /// <summary>Asks for some jobs.</summary>
    public async Task<(IReadOnlyList<SgeAccountingRow> Found, string? Problem)> AskAsync(
        IReadOnlyCollection<string> ids, bool byName, TimeSpan age, CancellationToken cancellationToken)
    {
        List<string> arguments = [];
        if (byName || ids.Count != 1)
        {
            if (!allUsers && SgeCommands.User is { } user)
            {
                arguments.AddRange(["-o", user]);
            }

            // Counted back from now, hence free of time zones.
            arguments.AddRange(["-d", ((int)Math.Ceiling((age + Slack).TotalDays)).ToString(CultureInfo.InvariantCulture), "-j"]);
        }
        else
        {
            arguments.AddRange(["-j", ids.First()]);
        }

        var answer = await programs.AskAsync("qacct", arguments, cancellationToken);
        return answer switch
        {
            { Problem: null } => (Parse(answer.Text), null),
            _ when answer.Error.Contains("not found", StringComparison.OrdinalIgnoreCase) => ([], null),
            _ when answer.Error.Contains("No such file", StringComparison.OrdinalIgnoreCase) => ([],
                "Grid Engine has no accounting file that can be read here: how a job ended is then not known. It is there once a job has ended; else see 'reporting_params' in 'qconf -sconf'."),
            { Problem: var problem } => ([], problem),
        };
    }

    /// <summary>Reads what qacct -j printed: a block of names and values for each run of a job.</summary>
    public static IReadOnlyList<SgeAccountingRow> Parse(string text)
    {
        var rows = new List<SgeAccountingRow>();
        var values = new Dictionary<string, string>();
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith("====", StringComparison.Ordinal))
            {
                Take();
                continue;
            }

            var blank = line.IndexOf(' ', StringComparison.Ordinal);
            if (blank > 0)
            {
                values[line[..blank]] = line[blank..].Trim();
            }
        }

        Take();
        return rows;

        void Take()
        {
            if (SgeAccountingRow.Of(values) is { } row)
            {
                rows.Add(row);
            }

            values.Clear();
        }
    }

    /// <summary>One observation a job: of several runs of one job the last end counts. Two jobs of one number differ in their submission.</summary>
    public static IEnumerable<Observation> Ends(IEnumerable<SgeAccountingRow> rows) => rows
        .GroupBy(row => (row.JobNumber, row.SubmittedAt))
        .Where(runs => runs.Any(row => !row.WillRunAgain))
        .Select(runs => SgeEnd.Of(runs.Where(row => !row.WillRunAgain).MaxBy(row => row.EndedAt ?? DateTimeOffset.MinValue)!) with
        {
            RestartCount = runs.Count(row => row.WillRunAgain),
        });
}
