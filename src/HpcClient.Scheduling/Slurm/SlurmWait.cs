using HpcClient.Scheduling.Observations;

namespace HpcClient.Scheduling.Slurm;

/// <summary>squeue's reasons why a job waits (squeue(1), job reason codes) in words.</summary>
internal static class SlurmWait
{
    // As squeue prints them since 2022 or so; the word comes alone, or followed by the nodes.
    private const string UnavailableNodes = "ReqNodeNotAvail";
    private const string NodesReserved = "Nodes required for job are DOWN, DRAINED or reserved";

    /// <summary>Words for a person; null when the scheduler gives no reason (it has not looked at the job yet).</summary>
    public static string? Words(string? reason, AskedResources asked, string? dependency = null) => reason switch
    {
        null => null,
        "Resources" => $"waits for {asked.Words()}",
        "Priority" => $"waits for {asked.Words()}, behind jobs of higher priority",
        "Dependency" => $"waits for another job to end{(dependency is null ? "" : $" ({PlainWords.Of(dependency)})")}",
        "DependencyNeverSatisfied" => "never starts: the job that it waits for did not end as demanded",
        "BeginTime" => "waits for its begin time, as a job does that was put back into the queue or asked for a later start",
        "JobHeldAdmin" => "is held by an administrator until they release it (scontrol release)",
        "JobHeldUser" => "is held by its user until they release it (scontrol release)",
        "JobArrayTaskLimit" => "waits for other tasks of its array: as many run as may at once",
        "Licenses" => "waits for a free licence",
        "NodeDown" => "waits for a node that it asked for and that is down",
        "PartitionDown" => $"waits for {Partition(asked)}, which is down",
        "PartitionInactive" => $"waits for {Partition(asked)}, which is set inactive",
        "PartitionTimeLimit" => $"cannot start: its walltime is longer than {Partition(asked)} allows",
        "PartitionNodeLimit" or "PartitionConfig" => $"cannot start: it asks for what {Partition(asked)} does not allow or have, or the nodes for it are down",
        "BadConstraints" => "cannot start: no node has what it asks for",
        "Reservation" => "waits for its reservation to begin",
        "ReservationDeleted" => "cannot start: its reservation was deleted",
        "QOSNotAllowed" or "InvalidQOS" => $"cannot start: its QOS is not allowed for its account or {Partition(asked)}",
        "InvalidAccount" or "AccountNotAllowed" => $"cannot start: its account does not exist or may not use {Partition(asked)}",
        "QOSJobLimit" => "waits until its QOS has fewer jobs running: it has as many as it may at once",
        "QOSResourceLimit" or "QOSTimeLimit" => "waits until its QOS is below its limit again",
        "QOSUsageThreshold" => "waits until its account has used less: the QOS demands that",
        "AssociationJobLimit" => "waits until its account has fewer jobs running: it has as many as it may at once",
        "AssociationResourceLimit" or "AssociationTimeLimit" => "waits until its account is below its limit again",
        "Prolog" or "Cleaning" => "is being made ready to start",
        "FrontEndDown" => "waits for the cluster's front end, which is down",
        "SchedDefer" or "FedJobLock" => "waits for the scheduler to look at it",
        "JobHoldMaxRequeue" => "is held: it was put back into the queue too often",
        "launch failed requeued held" => "is held: it could not be started and was put back into the queue (scontrol release)",
        "job requeued in held state" => "is held: it was put back into the queue to be looked at (scontrol release)",
        "DeadLine" => "cannot end before its deadline",
        "PowerNotAvail" or "PowerReserved" => "waits for power",
        "ReqNodeNotAvail, May be reserved for other job" => "waits for nodes that may be kept for other jobs, or for a maintenance to pass",
        _ when reason.StartsWith(UnavailableNodes, StringComparison.Ordinal) => Unavailable(reason),
        _ when reason.StartsWith(NodesReserved, StringComparison.Ordinal) => $"waits for {asked.Words()}: the nodes for it are down, drained or kept for partitions of higher priority",
        _ when reason.StartsWith("BurstBuffer", StringComparison.Ordinal) => "waits for a burst buffer",
        _ => SlurmLimitWords.Of(reason) ?? PlainWords.Of(reason),
    };

    /// <summary>Whether such a job would start if there were room, so that it stands in the way of those behind it.</summary>
    public static bool StandsInLine(string? reason) => reason is null or "Resources" or "Priority" ||
        reason.StartsWith(NodesReserved, StringComparison.Ordinal);

    private static string Partition(AskedResources asked) => asked.Place is { } place ? PlainWords.Of(place) : "its partition";

    // "ReqNodeNotAvail, UnavailableNodes:n[1-2]": down, drained, or kept for a maintenance.
    private static string Unavailable(string reason)
    {
        var colon = reason.IndexOf(':', StringComparison.Ordinal);
        var nodes = colon < 0 ? "" : reason[(colon + 1)..].Trim();
        return nodes.Length == 0
            ? "waits for nodes that are down, drained or kept for a maintenance"
            : $"waits for nodes that are down, drained or kept for a maintenance: {PlainWords.Of(nodes)}";
    }
}
