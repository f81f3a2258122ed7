using System.Globalization;
using HpcClient.Posix.Processes;
using HpcClient.Scheduling.Commands;
using HpcClient.Scheduling.Observations;

namespace HpcClient.Scheduling.Slurm;

/// <summary>One look at the accounting with sacct.</summary>
internal sealed class SlurmAccounting(SchedulerPrograms programs, bool allUsers)
{
    // The comment last: what follows a line break in it is lost, and must be nothing else.
    private const string Format = "JobID,JobName,State,ExitCode,Start,End,MaxRSS,TotalCPU,NodeList,Reason,Submit,Comment";
    private const int FieldCount = 12;

    // All of them. Without states sacct passes over jobs that were cancelled before they could ever start (held, or
    // waiting for a dependency), because it then goes by the time of eligibility.
    private const string AllStates = "PD,R,S,RQ,RS,CD,CA,F,TO,NF,PR,BF,DL,OOM,RV";

    // Linux refuses a single argument of 128 KiB and more.
    private const int MaxListBytes = 100_000;

    // Clocks of two machines differ, and accounting is written late.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(15);

    /// <summary>Asks for some jobs by id or by name.</summary>
    public async Task<CommandAnswer> AskAsync(
        IReadOnlyCollection<string> ids, IReadOnlyCollection<string> names, TimeSpan age, CancellationToken cancellationToken)
    {
        // Relative, hence free of time zones: "now-3600" is taken in seconds.
        var seconds = (long)(age + Slack).TotalSeconds;
        List<string> arguments =
        [
            "-n", "-P", $"--delimiter={SlurmRows.Separator}", string.Create(CultureInfo.InvariantCulture, $"--starttime=now-{seconds}"),
            $"--format={Format}",
        ];

        // The two filters narrow each other, so that only one of them can be used; and without a filter all users' jobs
        // would come, of whom we want one.
        string[] states = [$"--state={AllStates}", string.Create(CultureInfo.InvariantCulture, $"--endtime=now+{Slack.TotalSeconds}")];
        var jobs = string.Join(',', ids);
        var jobNames = string.Join(',', names);
        if (names.Count == 0 && jobs.Length < MaxListBytes)
        {
            arguments.AddRange(["--allusers", $"--jobs={jobs}"]);
        }
        else if (ids.Count == 0 && jobNames.Length < MaxListBytes)
        {
            arguments.AddRange(["--allusers", $"--name={jobNames}", .. states]);
        }
        else
        {
            arguments.AddRange(states);
            arguments.Add(allUsers ? "--allusers" : string.Create(CultureInfo.InvariantCulture, $"--user={ProcessUser.Id}"));
        }

        return await programs.AskAsync("sacct", arguments, cancellationToken);
    }

    /// <summary>Whether an answer says that there is no accounting at all, as opposed to one that is out of order.</summary>
    public static bool IsSwitchedOff(CommandAnswer answer) =>
        answer.Error.Contains("accounting storage is disabled", StringComparison.OrdinalIgnoreCase) ||
        answer.Error.Contains("accounting storage not enabled", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads what sacct printed: allocation rows, and step rows for the memory.</summary>
    public static IReadOnlyList<Observation> Parse(string text)
    {
        var peaks = new Dictionary<string, long>();
        var jobs = new Dictionary<string, Observation>();
        foreach (var fields in SlurmRows.Read(text, FieldCount))
        {
            var dot = fields[0].IndexOf('.', StringComparison.Ordinal);
            var id = dot < 0 ? fields[0] : fields[0][..dot];
            if (SlurmValues.Memory(fields[6]) is { } peak and > 0)
            {
                peaks[id] = Math.Max(peak, peaks.GetValueOrDefault(id));
            }

            if (dot < 0)
            {
                var job = Row(fields);

                // A requeued job may have several rows under one id: the latest start tells how it stands.
                if (!jobs.TryGetValue(id, out var known) || (job.StartedAt ?? DateTimeOffset.MaxValue) >= (known.StartedAt ?? DateTimeOffset.MinValue))
                {
                    jobs[id] = job;
                }
            }
        }

        return [.. jobs.Values.Select(job => peaks.TryGetValue(job.SchedulerJobId, out var peak) ? job with { PeakMemoryBytes = peak } : job)];
    }

    private static Observation Row(string[] fields)
    {
        var (phase, cause) = SlurmState.Read(fields[2]);
        var (exitCode, signal) = SlurmValues.Exit(fields[3]);
        var ended = phase == SchedulerPhase.Ended;
        var seen = new Observation
        {
            SchedulerJobId = fields[0],
            JobName = fields[1],
            Phase = phase,
            Cause = cause,
            RawState = fields[2],
            Reason = SlurmState.CancelledBy(fields[2]) ?? SlurmValues.Word(fields[9]),
            Comment = SlurmValues.Word(fields[11]),
            Node = SlurmValues.Word(fields[8]),
            ExitCode = ended ? exitCode : null,
            Signal = ended ? signal : null,
            SubmittedAt = SlurmValues.Time(fields[10]),
            StartedAt = SlurmValues.Time(fields[4]),
            EndedAt = ended ? SlurmValues.Time(fields[5]) : null,
            CpuTime = ended ? SlurmValues.Span(fields[7]) : null,
            Witness = "sacct",
        };
        return SlurmState.Refine(seen, fields[3]);
    }
}
