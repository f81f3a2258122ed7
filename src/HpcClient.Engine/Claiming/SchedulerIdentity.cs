using System.Globalization;

namespace HpcClient.Engine.Claiming;

/// <summary>The scheduler's job in which this engine runs.</summary>
/// <param name="Scheduler"><c>slurm</c>, <c>sge</c>, <c>lsf</c> or <c>local</c>.</param>
/// <param name="JobId">Its id there.</param>
/// <param name="RestartCount">How often the scheduler restarted (requeued) it.</param>
public sealed record SchedulerIdentity(string Scheduler, string JobId, int RestartCount)
{
    /// <summary>Reads it from the variables that schedulers set; null when there are none.</summary>
    public static SchedulerIdentity? From(IReadOnlyDictionary<string, string> environment)
    {
        string? Value(string name) => environment.GetValueOrDefault(name) is { Length: > 0 } text && text != "undefined" ? text : null;
        int Count(string name) => int.TryParse(Value(name), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;

        // Our own scheduler first: it may itself run inside an allocation of another.
        if (Value("FW_LOCAL_JOB_ID") is { } local)
        {
            return new("local", local, Count("FW_LOCAL_RESTART_COUNT"));
        }

        if (Value("SLURM_JOB_ID") is { } slurm)
        {
            return new("slurm", slurm, Count("SLURM_RESTART_COUNT"));
        }

        if (Value("LSB_JOBID") is { } lsf)
        {
            return new("lsf", lsf, Value("LSB_RESTART") == "Y" ? 1 : 0);
        }

        return Value("JOB_ID") is { } sge ? new("sge", sge, Count("RESTARTED")) : null;
    }

    /// <summary>As claims and end records name it: <c>slurm:4711</c>.</summary>
    public override string ToString() => $"{Scheduler}:{JobId}";
}
