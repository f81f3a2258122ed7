using System.Globalization;
using HpcClient.Engine.Usage;
using HpcClient.Settings.Records;
using HpcClient.Settings.Resources;

namespace HpcClient.Engine.Running;

/// <summary>Says whether the kernel killed for memory, by its own count, and then how much there was and what to do.</summary>
internal sealed class MemoryJudge(JobRun run)
{
    /// <summary>Judges the end of the gear; null when the kernel killed nothing of it, or does not tell.</summary>
    /// <param name="exit">How it ended.</param>
    /// <param name="killsBefore">The count when it started.</param>
    public JobVerdict? OfGear(GearExit exit, long? killsBefore)
    {
        if (!(run.Meter.OutOfMemoryKills > killsBefore))
        {
            return null;
        }

        var usage = run.Meter.Read();
        var words = exit.LastWords is { } last ? $" Its last words: {last}" : "";
        if (exit.Code == 0)
        {
            run.Log.Say("WARNING: the kernel ended a process of this gear for memory, yet the gear says that it succeeded. Check its outputs, and ask for more memory.");
            return null;
        }

        return run.Meter.ReachedLimit
            ? new(EndOutcome.GearFailed, $"The gear needed more memory than the job has: the kernel ended it {At(usage)}. {Remedy(usage)}{words}", EndedBy: EndedBy.OutOfMemory)
            : new(EndOutcome.GearFailed, $"The kernel ended the gear because {Environment.MachineName} itself ran out of memory; the job was {At(usage)}. Run it again, and tell the cluster's admin.{words}");
    }

    /// <summary>Judges a fault around the gear, such as in the conversion of its image.</summary>
    public JobVerdict OfFault(EngineFault fault)
    {
        if (!(run.Meter.OutOfMemoryKills > 0 && run.Meter.ReachedLimit))
        {
            return new(fault.Outcome, fault.Message);
        }

        var usage = run.Meter.Read();
        return new(
            fault.Outcome,
            $"The job needed more memory than it has: the kernel ended one of its programs {At(usage)}. {Remedy(usage)} What failed: {fault.Message}",
            EndedBy: EndedBy.OutOfMemory);
    }

    private string At(JobUsage usage) => (usage.PeakMemoryBytes, Limit(usage)) switch
    {
        ({ } peak, { } limit) => $"at {Amounts.Measured(peak)} of {Amounts.Set(limit)}{(run.Ends.Attempt?.AskedMemoryBytes is null ? "" : " asked")}",
        ({ } peak, null) => $"at {Amounts.Measured(peak)}",
        (null, { } limit) => $"at its limit of {Amounts.Set(limit)}",
        _ => "at its limit",
    };

    // Twice as much, in the whole gigabytes that the tag takes; where memory counts for each CPU, what each is to have.
    private string Remedy(JobUsage usage)
    {
        if (Limit(usage) is not { } limit)
        {
            return "Ask for more.";
        }

        var cpus = run.Settings.MemoryCountsForEachCpu ? Math.Max(1, usage.Cpus ?? 1) : 1;
        var gigabytes = Math.Max(1, (long)Math.Ceiling(2.0 * limit / cpus / MemoryAmount.Gibibyte));
        return string.Create(CultureInfo.InvariantCulture, $"Ask for more, for example with the tag ram={gigabytes}G{(cpus > 1 ? $" (for each of its {cpus} CPUs)" : "")}.");
    }

    private long? Limit(JobUsage usage) => run.Ends.Attempt?.AskedMemoryBytes ?? usage.MemoryBytes;
}
