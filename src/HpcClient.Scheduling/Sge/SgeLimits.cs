using HpcClient.Scheduling.Observations;

namespace HpcClient.Scheduling.Sge;

/// <summary>Whether a killed job had reached a limit that it had asked for itself.</summary>
internal static class SgeLimits
{
    /// <summary>Cause and words; null when it was within all that we know of.</summary>
    public static (EndCause Cause, string? Reason)? Overrun(SgeAccountingRow row)
    {
        // For each slot; the peak is the job's.
        if (row.PeakMemoryBytes > row.Asked.MemoryBytes(row.Slots))
        {
            return (EndCause.OutOfMemory, $"it went over h_vmem={row.Asked.MemoryPerSlot}{(row.Slots > 1 ? $" for each of {row.Slots} slots" : "")}");
        }

        return row.EndedAt - row.StartedAt >= row.Asked.TimeLimit ? (EndCause.TimeLimit, $"it reached h_rt={row.Asked.Walltime}") : null;
    }
}
