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
    [InlineData("SomethingNew", "SomethingNew")]
    public void Reasons_become_words(string reason, string words) => SlurmWait.Words(reason, Asked).ShouldBe(words);

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
    [InlineData("Dependency", false)]
    [InlineData("JobHeldUser", false)]
    [InlineData("QOSMaxJobsPerUserLimit", false)]
    public void Only_jobs_that_wait_for_room_stand_in_line(string? reason, bool stands) => SlurmWait.StandsInLine(reason).ShouldBe(stands);
}
