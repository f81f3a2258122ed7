using System.Globalization;
using System.Text.RegularExpressions;
using HpcClient.Scheduling.Commands;
using HpcClient.Scheduling.Observations;

namespace HpcClient.Scheduling.Lsf;

/// <summary>One look at the event log of the running system with bhist, for jobs that bjobs has forgotten and of which bacct says nothing.</summary>
internal sealed partial class LsfHistory(SchedulerPrograms programs, bool allUsers, TimeProvider timeProvider)
{
    // bhist takes no span of time that would narrow its reading; so no more than fit a command.
    private const int MaxIds = 1000;

    /// <summary>Asks for some jobs by id, in one call; the current event log only, since older ones may be many.</summary>
    public async Task<(IReadOnlyList<Observation> Found, string? Problem)> AskAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        if (programs.Find("bhist") is null)
        {
            return ([], "LSF's bhist is not here.");
        }

        if (ids.Count > MaxIds)
        {
            return ([], $"More than {MaxIds} jobs are missing, which is too many for bhist.");
        }

        var answer = await programs.AskAsync("bhist", ["-l", "-UF", "-a", "-u", LsfCommands.User(allUsers), .. ids], cancellationToken);
        return answer switch
        {
            { Problem: null } => (Parse(answer.Text, timeProvider.GetUtcNow()), null),
            _ when answer.Error.Contains("No matching job", StringComparison.OrdinalIgnoreCase) => ([], null),
            { Problem: var problem } => ([], problem),
        };
    }

    /// <summary>Reads what bhist -l -UF printed: a paragraph a job, each event on a line. Jobs without an end are left out.</summary>
    public static IReadOnlyList<Observation> Parse(string text, DateTimeOffset now)
    {
        var jobs = new Dictionary<string, Observation>();
        Observation? job = null;
        foreach (var line in text.Split('\n'))
        {
            if (LsfJobHead.Line().Match(line) is { Success: true } head)
            {
                job = Begin(head);
                jobs[job.SchedulerJobId] = job;
            }
            else if (job is not null && Event().Match(line) is { Success: true } seen)
            {
                job = After(job, line, seen, LsfValues.Time(seen.Groups["time"].Value, now));
                jobs[job.SchedulerJobId] = job;
            }
        }

        return [.. jobs.Values.Where(seen => seen.Phase == SchedulerPhase.Ended)];
    }

    private static Observation Begin(Match head) => new()
    {
        SchedulerJobId = head.Groups["id"].Value,
        JobName = head.Groups["name"].Value,
        Comment = head.Groups["description"] is { Success: true, Value: { Length: > 0 } text } ? text : null,
        Phase = SchedulerPhase.Unknown,
        RawState = "UNKNOWN",
        Witness = "bhist",
    };

    private static Observation After(Observation job, string line, Match seen, DateTimeOffset? at)
    {
        var what = seen.Groups["what"].Value;
        if (what == "Submitted")
        {
            return job with { SubmittedAt = at };
        }

        if (what.Contains("ispatched", StringComparison.Ordinal))
        {
            // A second one: it was put back into its queue, and what came before was no end.
            return job with
            {
                StartedAt = at,
                EndedAt = null,
                Phase = SchedulerPhase.Running,
                Cause = EndCause.None,
                Reason = null,
                ExitCode = null,
                Signal = null,
                CpuTime = null,
                RestartCount = job.StartedAt is null ? 0 : job.RestartCount + 1,
            };
        }

        // Two lines tell of an end: one the exit code, a later one the reason.
        var done = what.StartsWith("Done", StringComparison.Ordinal) || what.EndsWith("<done>", StringComparison.Ordinal);
        var reason = Reason().Match(line) is { Success: true } words ? words.Value.TrimEnd('.', ';', ' ') : job.Reason;
        return job with
        {
            Phase = SchedulerPhase.Ended,
            Cause = done ? EndCause.ScriptSucceeded : LsfState.Cause(reason) ?? EndCause.ScriptFailed,
            RawState = done ? "DONE" : "EXIT",
            Reason = reason,
            EndedAt = job.EndedAt ?? at,
            ExitCode = done ? 0 : Number(seen.Groups["code"]) ?? job.ExitCode,
            Signal = Number(seen.Groups["signal"]) ?? job.Signal,
            CpuTime = double.TryParse(seen.Groups["cpu"].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < int.MaxValue
                ? TimeSpan.FromSeconds(seconds)
                : job.CpuTime,
        };
    }

    private static int? Number(Group group) => int.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"^(?<time>[A-Z][a-z]{2} [A-Z][a-z]{2} +[0-9]{1,2} [0-9:]{8}(?: [0-9]{4})?): (?<what>Submitted|(?:\[[0-9]+\] )?[Dd]ispatched|Done successfully|Exited with exit code (?<code>[0-9]+)|Exited by signal (?<signal>[0-9]+)|Exited|Completed <(?:done|exit)>)(?:.*CPU time used is (?<cpu>[0-9.]+) seconds)?", RegexOptions.CultureInvariant)]
    private static partial Regex Event();

    [GeneratedRegex(@"TERM_[A-Z_]+: .*$", RegexOptions.CultureInvariant)]
    private static partial Regex Reason();
}
