using System.Globalization;
using System.Text.RegularExpressions;
using HpcClient.Scheduling.Commands;
using HpcClient.Scheduling.Observations;

namespace HpcClient.Scheduling.Lsf;

/// <summary>One look at the accounting with bacct, for jobs that bjobs has forgotten.</summary>
/// <remarks>
/// bacct and not bhist: it takes a span of time as well as ids, reads the accounting file and not the event log of the
/// running system, and tells ended jobs only. It does not tell exit codes.
/// </remarks>
internal sealed partial class LsfAccounting(SchedulerPrograms programs, bool allUsers, TimeProvider timeProvider)
{
    private const int MaxIds = 1000;

    // Clocks of two machines differ.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(15);

    /// <summary>Asks for some jobs; by a span of time where names are looked for or ids are too many.</summary>
    public async Task<(IReadOnlyList<Observation> Found, string? Problem)> AskAsync(
        IReadOnlyCollection<string> ids, bool byName, DateTimeOffset since, CancellationToken cancellationToken)
    {
        // The commands run in UTC.
        var from = (since - Slack).UtcDateTime.ToString("yyyy/MM/dd/HH:mm", CultureInfo.InvariantCulture);
        IReadOnlyList<string> which = byName || ids.Count > MaxIds ? ["-S", $"{from},"] : [.. ids];
        var answer = await programs.AskAsync("bacct", ["-l", "-UF", "-u", LsfCommands.User(allUsers), .. which], cancellationToken);
        return answer switch
        {
            { Problem: null } => (Parse(answer.Text, timeProvider.GetUtcNow()), null),
            _ when answer.Error.Contains("No matching job", StringComparison.OrdinalIgnoreCase) || answer.Error.Contains("No job found", StringComparison.OrdinalIgnoreCase) => ([], null),
            { Problem: var problem } => ([], problem),
        };
    }

    /// <summary>Reads what bacct -l -UF printed: a paragraph a job, each event on a line.</summary>
    public static IReadOnlyList<Observation> Parse(string text, DateTimeOffset now)
    {
        var jobs = new List<Observation>();
        Match? head = null;
        DateTimeOffset? submitted = null, started = null;
        foreach (var line in text.Split('\n'))
        {
            if (LsfJobHead.Line().Match(line) is { Success: true } match)
            {
                head = match;
                submitted = started = null;
            }
            else if (head is not null && Event().Match(line) is { Success: true } seen)
            {
                var at = LsfValues.Time(seen.Groups["time"].Value, now);
                if (seen.Groups["end"].Success)
                {
                    jobs.Add(Ended(head, line, seen, at) with { SubmittedAt = submitted, StartedAt = started });
                    head = null;
                }
                else if (seen.Groups["submit"].Success)
                {
                    submitted = at;
                }
                else
                {
                    started = at;
                }
            }
        }

        return jobs;
    }

    private static Observation Ended(Match head, string line, Match seen, DateTimeOffset? at)
    {
        var done = seen.Groups["end"].Value == "done";
        var reason = Reason().Match(line) is { Success: true } words ? words.Value.TrimEnd('.', ';', ' ') : null;
        return new()
        {
            SchedulerJobId = head.Groups["id"].Value,
            JobName = head.Groups["name"].Value,
            Comment = head.Groups["description"] is { Success: true, Value: { Length: > 0 } text } ? text : null,
            Phase = SchedulerPhase.Ended,
            Cause = done ? EndCause.ScriptSucceeded : LsfState.Cause(reason) ?? EndCause.ScriptFailed,
            RawState = done ? "DONE" : "EXIT",
            Reason = reason,
            ExitCode = done ? 0 : null,
            EndedAt = at,
            Witness = "bacct",
        };
    }

    [GeneratedRegex(@"^(?<time>[A-Z][a-z]{2} [A-Z][a-z]{2} +[0-9]{1,2} [0-9:]{8}(?: [0-9]{4})?): (?:(?<submit>Submitted)|Dispatched|Started|(?:\[[0-9]+\] )?dispatched|started|Completed <(?<end>done|exit)>)", RegexOptions.CultureInvariant)]
    private static partial Regex Event();

    [GeneratedRegex(@"TERM_[A-Z_]+: .*$", RegexOptions.CultureInvariant)]
    private static partial Regex Reason();
}
