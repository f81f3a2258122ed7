using System.Globalization;
using System.Text.RegularExpressions;

namespace HpcClient.Engine.Claiming;

/// <summary>The scheduler's job in which this engine runs.</summary>
/// <param name="Scheduler">The scheduler's name, as <c>cluster</c> of <c>cast.yml</c> gives it, such as <c>slurm</c>.</param>
/// <param name="JobId">Its id there.</param>
/// <param name="RestartCount">How often the scheduler restarted (requeued) it.</param>
public sealed partial record SchedulerIdentity(string Scheduler, string JobId, int RestartCount)
{
    /// <summary>By which the job script of a scheduler whose own variables are not known here says what job it is: <c>NAME:ID</c>.</summary>
    private const string ToldByScript = "FW_HPC_SCHEDULER_JOB";

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

        if (Told().Match(Value(ToldByScript) ?? "") is { Success: true } told)
        {
            return new(told.Groups["name"].Value, told.Groups["id"].Value, 0);
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

    [GeneratedRegex(@"\A(?<name>[a-z][a-z0-9-]{0,31}):(?<id>[A-Za-z0-9._-]{1,64})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Told();
}
