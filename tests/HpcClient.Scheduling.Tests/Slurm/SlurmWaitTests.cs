using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Slurm;

namespace HpcClient.Scheduling.Tests.Slurm;

/// <summary>Reasons as Slurm 22.05 and later releases print them (squeue(1); those of limits from its library).</summary>
public sealed class SlurmWaitTests
{
    private static readonly AskedResources Asked = new() { Cpus = 4, MemoryBytes = 16L << 30, Place = "partition main" };

    [Theory]
    [InlineData("Resources", "waits for 4 free CPUs and 16G of memory on partition main")]
    [InlineData("JobHeldAdmin", "is held by an administrator until they release it (scontrol release)")]
    [InlineData("job requeued in held state", "is held: it was put back into the queue to be looked at (scontrol release)")]
    [InlineData("launch failed requeued held", "is held: it could not be started and was put back into the queue (scontrol release)")]
    [InlineData("ReqNodeNotAvail, UnavailableNodes:sched2", "waits for nodes that are down, drained or kept for a maintenance: sched2")]
    [InlineData("ReqNodeNotAvail, UnavailableNodes:", "waits for nodes that are down, drained or kept for a maintenance")]
    [InlineData("PartitionDown", "waits for partition main, which is down")]
    [InlineData("PartitionTimeLimit", "cannot start: its walltime is longer than partition main allows")]
    [InlineData("Licenses", "waits for a free licence")]
    [InlineData("QOSMaxJobsPerUserLimit", "waits until its user has fewer jobs running: it has as many as it may at once")]
    [InlineData("AssocGrpJobsLimit", "waits until its account has fewer jobs running: it has as many as it may at once")]
    [InlineData("AssocGrpCpuLimit", "waits until jobs of its account give CPUs free: its account uses as many as it may at once")]
    [InlineData("QOSGrpMemLimit", "waits until jobs of its QOS give memory free: its QOS uses as much as it may at once")]
    [InlineData("MaxGRESPerAccount", "waits until jobs of its account give GPUs or other devices free: its account uses as many as it may at once")]
    [InlineData("QOSMaxGRESPerUser", "waits until jobs of its user give GPUs or other devices free: its user uses as many as it may at once")]
    [InlineData("AssocGrpCPUMinutesLimit", "waits until its account may use more CPUs over time: its share is used up")]
    [InlineData("AssocGrpGRESRunMinutes", "waits until its account may use more GPUs or other devices over time: its share is used up")]
    [InlineData("QOSMaxWallDurationPerJobLimit", "cannot start: its walltime is longer than its QOS allows")]
    [InlineData("AssocMaxMemPerJob", "cannot start: it asks for more memory than its account allows a job")]
    [InlineData("QOSMaxCpuPerNode", "cannot start: it asks for more CPUs on a node than its QOS allows a job")]
    [InlineData("QOSMinCpuNotSatisfied", "cannot start: it asks for fewer CPUs than its QOS demands of each job")]
    [InlineData("QOSMinMemory", "cannot start: it asks for less memory than its QOS demands of each job")]
    [InlineData("AssocMaxCpuMinutesPerJobLimit", "cannot start: it asks for more CPUs over its walltime than its account allows a job")]
    [InlineData("QOSMaxNodePerJobLimit", "cannot start: it asks for more nodes than its QOS allows a job")]
    [InlineData("QOSMaxSubmitJobPerUserLimit", "waits until its user has fewer jobs: it has as many in the queue as it may")]
    [InlineData("AssocGrpSubmitJobsLimit", "waits until its account has fewer jobs: it has as many in the queue as it may")]
    [InlineData("AssocMaxJobsLimit", "waits until its account has fewer jobs running: it has as many as it may at once")]
    [InlineData("AssocGrpWallLimit", "waits until its account may use more walltime: its share is used up")]
    [InlineData("QOSMaxMemoryPerUser", "waits until jobs of its user give memory free: its user uses as much as it may at once")]
    [InlineData("AssocGrpNodeLimit", "waits until jobs of its account give nodes free: its account uses as many as it may at once")]
    [InlineData("QOSGrpLicense", "waits until jobs of its QOS give licences free: its QOS uses as many as it may at once")]
    [InlineData("QOSGrpBB", "waits until jobs of its QOS give burst buffers free: its QOS uses as many as it may at once")]
    [InlineData("QOSGrpBilling", "waits until jobs of its QOS give resources free: its QOS uses as many as it may at once")]
    [InlineData("Priority", "waits for 4 free CPUs and 16G of memory on partition main, behind jobs of higher priority")]
    [InlineData("Dependency", "waits for another job to end")]
    [InlineData("DependencyNeverSatisfied", "never starts: the job that it waits for did not end as demanded")]
    [InlineData("BeginTime", "waits for its begin time, as a job does that was put back into the queue or asked for a later start")]
    [InlineData("JobHeldUser", "is held by its user until they release it (scontrol release)")]
    [InlineData("JobArrayTaskLimit", "waits for other tasks of its array: as many run as may at once")]
    [InlineData("NodeDown", "waits for a node that it asked for and that is down")]
    [InlineData("PartitionInactive", "waits for partition main, which is set inactive")]
    [InlineData("PartitionNodeLimit", "cannot start: it asks for what partition main does not allow or have, or the nodes for it are down")]
    [InlineData("PartitionConfig", "cannot start: it asks for what partition main does not allow or have, or the nodes for it are down")]
    [InlineData("BadConstraints", "cannot start: no node has what it asks for")]
    [InlineData("Reservation", "waits for its reservation to begin")]
    [InlineData("ReservationDeleted", "cannot start: its reservation was deleted")]
    [InlineData("QOSNotAllowed", "cannot start: its QOS is not allowed for its account or partition main")]
    [InlineData("InvalidQOS", "cannot start: its QOS is not allowed for its account or partition main")]
    [InlineData("InvalidAccount", "cannot start: its account does not exist or may not use partition main")]
    [InlineData("AccountNotAllowed", "cannot start: its account does not exist or may not use partition main")]
    [InlineData("QOSJobLimit", "waits until its QOS has fewer jobs running: it has as many as it may at once")]
    [InlineData("QOSResourceLimit", "waits until its QOS is below its limit again")]
    [InlineData("QOSTimeLimit", "waits until its QOS is below its limit again")]
    [InlineData("QOSUsageThreshold", "waits until its account has used less: the QOS demands that")]
    [InlineData("AssociationJobLimit", "waits until its account has fewer jobs running: it has as many as it may at once")]
    [InlineData("AssociationResourceLimit", "waits until its account is below its limit again")]
    [InlineData("AssociationTimeLimit", "waits until its account is below its limit again")]
    [InlineData("Prolog", "is being made ready to start")]
    [InlineData("Cleaning", "is being made ready to start")]
    [InlineData("FrontEndDown", "waits for the cluster's front end, which is down")]
    [InlineData("SchedDefer", "waits for the scheduler to look at it")]
    [InlineData("FedJobLock", "waits for the scheduler to look at it")]
    [InlineData("JobHoldMaxRequeue", "is held: it was put back into the queue too often")]
    [InlineData("DeadLine", "cannot end before its deadline")]
    [InlineData("PowerNotAvail", "waits for power")]
    [InlineData("PowerReserved", "waits for power")]
    [InlineData("BurstBufferResources", "waits for a burst buffer")]
    [InlineData("ReqNodeNotAvail, May be reserved for other job", "waits for nodes that may be kept for other jobs, or for a maintenance to pass")]
    [InlineData("ReqNodeNotAvail", "waits for nodes that are down, drained or kept for a maintenance")]
    [InlineData("Nodes required for job are DOWN, DRAINED or reserved for jobs in higher priority partitions",
        "waits for 4 free CPUs and 16G of memory on partition main: the nodes for it are down, drained or kept for partitions of higher priority")]
    [InlineData("SomethingNew", "SomethingNew")]
    public void Reasons_become_words(string reason, string words) => SlurmWait.Words(reason, Asked).ShouldBe(words);

    [Fact]
    public void A_dependency_is_named_where_it_is_known_and_made_safe() =>
        SlurmWait.Words("Dependency", Asked, "afterok:12\u001b").ShouldBe("waits for another job to end (afterok:12?)");

    [Fact]
    public void A_partition_that_is_not_told_is_the_job_s_own() => SlurmWait.Words("PartitionDown", new()).ShouldBe("waits for its partition, which is down");

    [Fact]
    public void A_job_that_the_scheduler_has_not_looked_at_waits_for_nothing_known() => SlurmWait.Words(null, Asked).ShouldBeNull();

    [Fact]
    public void An_unknown_reason_is_made_safe_and_short()
    {
        var words = SlurmWait.Words("a\u001b[31mb\nc\u202e" + new string('x', 1000), Asked).ShouldNotBeNull();

        words.ShouldStartWith("a?[31mb?c?x");
        words.Length.ShouldBeLessThan(300);
    }

    /// <summary>All limits that Slurm 22.05 knows: none is shown as a raw word.</summary>
    [Fact]
    public void Every_limit_has_words()
    {
        string[] things = ["CpuLimit", "CPUMinutesLimit", "CPURunMinutesLimit", "GRES", "GRESMinutes", "GRESRunMinutes", "JobsLimit", "MemLimit", "NodeLimit", "NodeMinutes",
            "SubmitJobsLimit", "WallLimit", "BB", "BillingRunMinutes", "Energy", "License", "Unknown"];
        string[] reasons =
        [
            .. things.SelectMany(thing => (string[])[$"AssocGrp{thing}", $"QOSGrp{thing}"]),
            "AssocGrpMemMinutes", "QOSGrpMemoryRunMinutes", "AssocMaxJobsLimit", "AssocMaxSubmitJobLimit", "AssocMaxCpuMinutesPerJobLimit", "AssocMaxNodePerJobLimit",
            "AssocMaxWallDurationPerJobLimit", "QOSMaxMemoryPerUser", "QOSMaxNodePerUserLimit", "QOSMaxSubmitJobPerUserLimit", "QOSMinMemory", "QOSMinGRES", "QOSMinNode",
            "MaxCpuPerAccount", "MaxMemoryPerAccount", "MaxNodePerAccount", "MaxJobsPerAccount", "MaxSubmitJobsPerAccount", "MaxBillingPerAccount",
        ];

        reasons.Where(reason => SlurmLimitWords.Of(reason) is null).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Resources", true)]
    [InlineData("Priority", true)]
    [InlineData(null, true)]
    [InlineData("Nodes required for job are DOWN, DRAINED or reserved for jobs in higher priority partitions", true)]
    [InlineData("Dependency", false)]
    [InlineData("JobHeldUser", false)]
    [InlineData("QOSMaxJobsPerUserLimit", false)]
    public void Only_jobs_that_wait_for_room_stand_in_line(string? reason, bool stands) => SlurmWait.StandsInLine(reason).ShouldBe(stands);
}
