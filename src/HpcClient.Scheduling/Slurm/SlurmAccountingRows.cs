using System.Globalization;
using HpcClient.Posix.Processes;
using HpcClient.Scheduling.Observations;

namespace HpcClient.Scheduling.Slurm;

/// <summary>Reads what sacct printed: a row for each run of a job, followed by rows for the steps of that run.</summary>
internal sealed class SlurmAccountingRows(SlurmAccountingColumns columns)
{
    private readonly int _columnCount = columns.Count;
    private readonly int _id = columns.IndexOf("JobID"), _name = columns.IndexOf("JobName"), _state = columns.IndexOf("State"), _exit = columns.IndexOf("ExitCode");
    private readonly int _start = columns.IndexOf("Start"), _end = columns.IndexOf("End"), _submit = columns.IndexOf("Submit"), _limit = columns.IndexOf("Timelimit");
    private readonly int _rss = columns.IndexOf("MaxRSS"), _cpuTime = columns.IndexOf("TotalCPU"), _cpus = columns.IndexOf("AllocCPUS"), _asked = columns.IndexOf("ReqMem");
    private readonly int _tres = columns.IndexOf("AllocTRES"), _usage = columns.IndexOf("TRESUsageInTot"), _restarts = columns.IndexOf("Restarts");
    private readonly int _nodes = columns.IndexOf("NodeList"), _reason = columns.IndexOf("Reason"), _comment = columns.IndexOf("Comment");
    private readonly Dictionary<string, string?> _users = [];

    /// <summary>One observation a job: of several runs under one id the latest.</summary>
    public IReadOnlyList<Observation> Read(string text)
    {
        var jobs = new Dictionary<string, Run>();
        var current = default(Run);
        foreach (var fields in SlurmRows.Read(text, _columnCount))
        {
            var id = fields[_id];
            var dot = id.IndexOf('.', StringComparison.Ordinal);
            if (dot < 0)
            {
                current = new Run(Row(fields));
                jobs[id] = jobs.TryGetValue(id, out var known) ? Later(known, current) : current;
            }
            else if (current is not null && id.AsSpan(0, dot).SequenceEqual(current.Job.SchedulerJobId))
            {
                current.PeakMemoryBytes = Larger(current.PeakMemoryBytes, SlurmValues.Memory(fields[_rss]));
                AddGpus(current, Field(fields, _usage));
            }
        }

        return [.. jobs.Values.Select(run => run.Told())];
    }

    private static long? Larger(long? one, long? other) => other > 0 && !(one >= other) ? other : one;

    private static void AddGpus(Run run, string usage)
    {
        if (usage.Contains("gres/gpu", StringComparison.Ordinal))
        {
            var tres = SlurmTres.Read(usage);
            run.GpuMemoryBytes = Larger(run.GpuMemoryBytes, tres.GpuMemoryBytes);
            run.GpuPercent = tres.GpuPercent > 0 && !(run.GpuPercent >= tres.GpuPercent) ? tres.GpuPercent : run.GpuPercent;
        }
    }

    // A requeued job begins a new record under its id with a new moment of submission. That it has no start yet, or that
    // sacct lists it first, makes it no older; numbers that are used again tell by the name that it is another job.
    private static Run Later(Run one, Run other)
    {
        var (earlier, later) = Moment(other).CompareTo(Moment(one)) >= 0 ? (one, other) : (other, one);
        if (earlier.Job.JobName == later.Job.JobName)
        {
            later.EarlierRuns = earlier.EarlierRuns + 1;
        }

        return later;
    }

    private static (DateTimeOffset Submitted, DateTimeOffset Started) Moment(Run run) =>
        (run.Job.SubmittedAt ?? DateTimeOffset.MinValue, run.Job.StartedAt ?? DateTimeOffset.MaxValue);

    private static string Field(string[] fields, int index) => index < 0 ? "" : fields[index];

    private Observation Row(string[] fields)
    {
        var state = fields[_state];
        var (phase, cause) = SlurmState.Read(state);
        var (exitCode, signal) = SlurmValues.Exit(fields[_exit]);
        var ended = phase == SchedulerPhase.Ended;
        var node = SlurmValues.Word(fields[_nodes]);
        var tres = SlurmTres.Read(Field(fields, _tres));
        var cpus = tres.Cpus ?? Number(Field(fields, _cpus));
        var user = CancelledBy(state);
        var seen = new Observation
        {
            SchedulerJobId = fields[_id],
            JobName = fields[_name],
            Phase = phase,
            Cause = cause,
            RawState = state,
            Reason = user.Words ?? SlurmValues.Word(fields[_reason]),
            CancelledBy = user.Name,
            Comment = SlurmValues.Word(fields[_comment]),
            Node = node,
            ExitCode = ended ? exitCode : null,
            Signal = ended ? signal : null,
            SubmittedAt = SlurmValues.Time(fields[_submit]),
            StartedAt = SlurmValues.Time(fields[_start]),
            EndedAt = ended ? SlurmValues.Time(fields[_end]) : null,
            CpuTime = ended ? SlurmValues.Span(fields[_cpuTime]) : null,
            TimeLimit = SlurmValues.Span(Field(fields, _limit)),
            RestartCount = Number(Field(fields, _restarts)) ?? 0,

            // Without a node nothing was given, whatever was asked for.
            Cpus = node is null ? null : cpus,
            MemoryLimitBytes = node is null ? null : tres.MemoryBytes ?? SlurmValues.AskedMemory(Field(fields, _asked), cpus ?? 1),
            Gpus = node is null ? null : tres.Gpus,
            Witness = "sacct",
        };
        return SlurmState.Refine(seen, fields[_exit]);
    }

    private (string? Name, string? Words) CancelledBy(string state)
    {
        if (SlurmState.CancellingUser(state) is not { } text)
        {
            return (null, null);
        }

        if (!_users.TryGetValue(text, out var name))
        {
            _users[text] = name = uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? UserNames.Find(id) : null;
        }

        return name is null ? ($"user id {text}", $"cancelled by user id {text}") : (name, $"cancelled by {name} (user id {text})");
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private sealed class Run(Observation job)
    {
        public Observation Job => job;

        public long? PeakMemoryBytes { get; set; }

        public long? GpuMemoryBytes { get; set; }

        public double? GpuPercent { get; set; }

        public int EarlierRuns { get; set; }

        public Observation Told() => job with
        {
            PeakMemoryBytes = PeakMemoryBytes,
            RestartCount = Math.Max(job.RestartCount, EarlierRuns),
            GpuUsage = GpuPercent is null && GpuMemoryBytes is null ? null : new(GpuPercent, GpuMemoryBytes),
        };
    }
}
