using System.Globalization;
using HpcClient.Scheduling.Observations;

namespace HpcClient.Scheduling.Sge;

/// <summary>One job of qstat -xml -r.</summary>
/// <param name="Job">What it tells of the job itself.</param>
/// <param name="Priority">Place in the line, 0 to 1; null when it does not stand in it: it runs, is held, or the scheduler has not looked at it.</param>
internal sealed record SgeQueueRow(Observation Job, double? Priority)
{
    /// <summary>The attribute that tells the several requests of one job apart.</summary>
    public const string NameAttribute = "name";

    /// <summary>Place in the line among jobs of one priority: the older first.</summary>
    public long Order { get; } = long.TryParse(Job.SchedulerJobId, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>Reads a job's elements, those with a name under <c>element name</c>; null when it is none.</summary>
    public static SgeQueueRow? Of(IReadOnlyDictionary<string, string> values)
    {
        if (!values.TryGetValue("JB_job_number", out var id) || !values.TryGetValue("state", out var state))
        {
            return null;
        }

        var (phase, cause) = SgeState.Read(state);
        var queued = phase == SchedulerPhase.Queued;
        var runs = phase == SchedulerPhase.Running;
        var queue = Value("queue_name");
        var slots = SgeValues.Number(Value("slots"));
        var asked = SgeAsked.Of(name => values.GetValueOrDefault($"hard_request {name}") ?? values.GetValueOrDefault($"def_hard_request {name}"));
        var memory = asked.MemoryBytes(slots ?? 1);
        var seen = new Observation
        {
            SchedulerJobId = id,
            JobName = SgeNames.OurName(Value("JB_name")),
            Phase = phase,
            Cause = cause,
            RawState = state,
            Reason = queued ? SgeState.WaitReason(state) : null,
            WaitsFor = queued ? Waits(new() { Cpus = slots, MemoryBytes = memory, Gpus = asked.Gpus, Place = Place() }) : null,
            Node = queue.IndexOf('@', StringComparison.Ordinal) is >= 0 and var at ? queue[(at + 1)..] : null,
            SubmittedAt = SgeValues.Time(Value("JB_submission_time")),
            StartedAt = runs ? SgeValues.Time(Value("JAT_start_time")) : null,
            StaysInQueue = phase == SchedulerPhase.Ended,

            // How often it does not tell.
            RestartCount = SgeState.HasRestarted(state) ? 1 : 0,
            TimeLimit = asked.TimeLimit,
            Cpus = runs ? slots : null,
            MemoryLimitBytes = runs ? memory : null,
            Gpus = runs ? asked.Gpus : null,
            Witness = "qstat",
        };
        var stands = queued && !SgeState.IsHeld(state) &&
            double.TryParse(Value("JAT_prio"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var priority) && priority > 0;
        return new(seen, stands ? double.Parse(Value("JAT_prio"), CultureInfo.InvariantCulture) : null);

        string Value(string name) => values.GetValueOrDefault(name, "");

        string? Place() => Value("hard_req_queue") is { Length: > 0 } wished ? $"queue {wished}" : null;

        string Waits(AskedResources resources) =>
            Value("predecessor_jobs") is { Length: > 0 } jobs ? $"waits for another job to end (job {PlainWords.Of(jobs)})"
            : SgeState.IsHeld(state) ? "is held until somebody releases it (qrls)"
            : SgeState.HasRestarted(state) ? $"waits to run again, for {resources.Words()}"
            : $"waits for {resources.Words()}";
    }
}
