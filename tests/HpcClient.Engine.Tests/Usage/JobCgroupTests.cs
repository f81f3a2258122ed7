using HpcClient.Engine.Claiming;
using HpcClient.Engine.Tests.Bed;
using HpcClient.Engine.Usage;

namespace HpcClient.Engine.Tests.Usage;

public sealed class JobCgroupTests : IDisposable
{
    private const string Batch = "/slurm_n1/uid_0/job_7/step_batch/task_0";
    private const string Scope = "/system.slice/slurmstepd.scope/job_7/step_batch/user/task_0";
    private static readonly SchedulerIdentity Slurm = new("slurm", "7", 0);

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("cgroup-test-");
    private readonly FakeCgroups _fake;

    public JobCgroupTests() => _fake = new(_root.FullName);

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void Version_1_is_read_at_the_level_of_the_Slurm_job()
    {
        _fake.V1("memory", Batch).V1("cpu,cpuacct", Batch)
            .Group("memory", "/slurm_n1/uid_0/job_7",
                "memory.usage_in_bytes 900", "memory.max_usage_in_bytes 1000", "memory.limit_in_bytes 4096", "memory.oom_control oom_kill_disable 0;under_oom 0;oom_kill 0",
                "memory.stat cache 5;active_file 1;inactive_file 1;hierarchical_memory_limit 2048;total_cache 400;total_active_file 100;total_inactive_file 200")
            .Group("memory", Batch, "memory.usage_in_bytes 1", "memory.oom_control oom_kill 2")
            .Group("memory", Batch + "/of-the-gear", "memory.oom_control oom_kill 1")
            .Group("cpu+cpuacct", "/slurm_n1/uid_0/job_7", "cpuacct.usage 2500000000");

        var found = Find(Slurm);

        found.Memory!.Read().ShouldBe(new(900, 300, 1000));
        found.Memory.Limit.ShouldBe(2048);
        found.Memory.Kills.ShouldBe(3);
        found.Cpu!.Time.ShouldBe(TimeSpan.FromSeconds(2.5));
    }

    [Fact]
    public void Version_2_is_read_at_the_level_of_the_Slurm_job()
    {
        _fake.V2(Scope).Group("unified", "/system.slice/slurmstepd.scope/job_7",
            "memory.current 900", "memory.peak 1000", "memory.max 4096", "memory.events low 0;oom 2;oom_kill 1;oom_group_kill 0",
            "memory.stat anon 500;file 400;active_file 100;inactive_file 200", "cpu.stat usage_usec 1500000;user_usec 1", "cgroup.events populated 1")
            .Group("unified", "/system.slice", "memory.max max");

        var found = Find(Slurm);

        found.Memory!.Read().ShouldBe(new(900, 300, 1000));
        found.Memory.Limit.ShouldBe(4096);
        found.Memory.Kills.ShouldBe(1);
        found.Cpu!.Time.ShouldBe(TimeSpan.FromSeconds(1.5));
    }

    [Fact]
    public void Without_a_peak_of_the_kernel_there_is_the_rest()
    {
        _fake.V2(Scope).Group("unified", "/system.slice/slurmstepd.scope/job_7", "memory.current 900", "memory.max max");

        var found = Find(Slurm);

        found.Memory!.Read().ShouldBe(new(900, null, null));
        found.Memory.Limit.ShouldBeNull();
        found.Memory.Kills.ShouldBeNull();
        found.Cpu.ShouldBeNull();
    }

    [Fact]
    public void Where_a_controller_is_not_on_at_the_jobs_level_a_level_below_is_read()
    {
        _fake.V2(Scope)
            .Group("unified", "/system.slice/slurmstepd.scope/job_7/step_batch/user", "memory.current 5", "memory.max 64")
            .Group("unified", "/system.slice/slurmstepd.scope/job_7/step_batch", "memory.max 32");

        var memory = Find(Slurm).Memory!;

        memory.Read().Used.ShouldBe(5);
        memory.Limit.ShouldBe(32);
    }

    [Fact]
    public void In_a_hybrid_of_both_each_controller_is_read_where_it_is()
    {
        _fake.V1("memory", Batch).V2("/job_7").Group("memory", "/slurm_n1/uid_0/job_7", "memory.usage_in_bytes 900")
            .Group("unified", "/job_7", "memory.current 1", "cpu.stat usage_usec 1000000", "cgroup.events populated 1");

        var found = Find(Slurm);

        found.Memory!.Read().Used.ShouldBe(900);
        found.Cpu!.Time.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Of_a_tree_that_is_mounted_in_part_the_part_is_read()
    {
        _fake.V2("/kubepods/pod1/slurm/job_7/step_batch", mountedPart: "/kubepods/pod1").Group("unified", "/slurm/job_7", "memory.current 9");

        Find(Slurm).Memory!.Read().Used.ShouldBe(9);
    }

    [Theory]
    [InlineData("lsf", "7", "/lsf/cluster/job.7.110.1764000000", true)]
    [InlineData("sge", "7", "/GE/7.1", true)]
    [InlineData("sge", "7", "/system.slice/sgeexecd.service", false)]
    [InlineData("slurm", "7", "/slurm_n1/uid_0/job_77/step_batch", false)]
    [InlineData("slurm", "7", "/user.slice/user-7.slice/session-7.scope", false)]
    [InlineData("slurm", "7", "/", false)]
    [InlineData("slurm", "7", "/../job_7", false)]
    [InlineData("local", "7", "/job_7", false)]
    public void Only_a_group_that_carries_the_jobs_number_is_the_jobs(string scheduler, string id, string path, bool found)
    {
        _fake.V2(path).Group("unified", "/", "memory.current 5", "cpu.stat usage_usec 1", "cgroup.events populated 1")
            .Group("unified", path.Replace("/..", "", StringComparison.Ordinal), "memory.current 5", "cpu.stat usage_usec 1", "cgroup.events populated 1");

        var group = Find(new(scheduler, id, 0));

        (group.Memory is not null).ShouldBe(found);
        (group.Cpu is not null).ShouldBe(found);
    }

    [Fact]
    public void The_root_group_of_a_machine_is_nobodys_job()
    {
        // A mount of just the machine's root under a name like a job's.
        _fake.V1("memory", "/job_7", mountedPart: "/job_7").Group("memory", "/", "memory.usage_in_bytes 5");

        Find(Slurm).Memory.ShouldBeNull();
    }

    [Fact]
    public void Files_that_are_missing_or_hold_garbage_are_no_figures()
    {
        _fake.V1("memory", Batch).V1("cpuacct", Batch)
            .Group("memory", "/slurm_n1/uid_0/job_7", "memory.usage_in_bytes -5", "memory.max_usage_in_bytes 99999999999999999999", "memory.stat total_active_file;hierarchical_memory_limit x", "memory.oom_control oom_kill_disable 0")
            .Group("cpuacct", "/slurm_n1/uid_0/job_7", "cpuacct.usage ");

        var found = Find(Slurm);

        found.Memory!.Read().ShouldBe(new(null, null, null));
        found.Memory.Limit.ShouldBeNull();
        found.Memory.Kills.ShouldBeNull();
        found.Cpu!.Time.ShouldBeNull();
    }

    [Fact]
    public void A_proc_of_garbage_or_none_is_no_group()
    {
        new JobCgroupFinder(_fake.Garbage().Proc).Find(Slurm).ShouldBe(new(null, null));
        new JobCgroupFinder("/nonexistent").Find(Slurm).ShouldBe(new(null, null));
        Find(null!).ShouldBe(new(null, null));
    }

    private JobCgroup Find(SchedulerIdentity scheduler) => new JobCgroupFinder(_fake.Proc).Find(scheduler);
}
