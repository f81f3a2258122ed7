using HpcClient.Posix.Processes;
using HpcClient.Scheduling.Discovery;
using HpcClient.Scheduling.Lsf;
using HpcClient.Scheduling.Sge;
using HpcClient.Scheduling.Slurm;

namespace HpcClient.Scheduling.Tests.Discovery;

public sealed class ClusterDiscoveryTests
{
    [Fact]
    public async Task Every_scheduler_whose_commands_are_here_is_found_and_this_machine_comes_last()
    {
        using var all = CommandStandIn.Slurm().With("qsub", "true").With("qconf", "true").With("bsub", "true").With("bqueues", "true");

        var found = await ClusterDiscovery.FindAsync(all.Context, default);

        found.Select(facts => facts.Cluster).ShouldBe(["slurm", "sge", "lsf", "local"]);
        found[^1].Product.ShouldBe("this machine alone, without a scheduler");
        found.ShouldAllBe(facts => facts.Fault == null);
    }

    [Fact]
    public async Task What_is_not_here_is_not_found()
    {
        Assert.SkipUnless(Executables.Find("bsub") is null, "This machine has an LSF.");
        using var slurm = CommandStandIn.Slurm();

        (await LsfDiscovery.LookAsync(slurm.Context, default)).ShouldBeNull();
        (await ClusterDiscovery.FindAsync(slurm.Context, default)).ShouldNotContain(facts => facts.Cluster == "lsf");
    }

    [Fact]
    public async Task Slurm_tells_its_version_partitions_rights_and_whether_it_keeps_accounts()
    {
        using var slurm = CommandStandIn.Slurm()
            .With("sinfo", "[ \"$1\" = --version ] && { echo 'slurm 22.05.8'; exit; }; echo 'main|main*|1-00:00:00|16|64000|gpu:a100:2|up'")
            .With("sacctmgr", "printf '%s\\n' 'brain|normal,long' 'heart|normal' '|'");

        var facts = (await SlurmDiscovery.LookAsync(slurm.Context, default)).ShouldNotBeNull();

        (facts.Cluster, facts.Product, facts.Fault, facts.HasAccounting).ShouldBe(("slurm", "slurm 22.05.8", null, true));
        facts.Partitions.ShouldHaveSingleItem().MaxGpus.ShouldBe(2);
        facts.Accounts.ShouldBe(["brain", "heart"]);
        facts.Qos.ShouldBe(["normal", "long"]);
        slurm.CallsOf("sacctmgr").ShouldHaveSingleItem().ShouldContain($"user={Environment.UserName}");
        (facts.MaySubmit, facts.SubmitProblem).ShouldBe((true, null));
        slurm.CallsOf("sbatch").ShouldHaveSingleItem().ShouldContain("--test-only", customMessage: "nothing is queued to find out");
    }

    [Fact]
    public async Task A_host_that_may_not_submit_is_told_in_the_schedulers_own_words()
    {
        using var slurm = CommandStandIn.Slurm().With("sbatch", "echo 'allocation failure: Access/permission denied' >&2; exit 1");
        using var sge = CommandStandIn.Sge().With("qconf", "echo all.q").With("qsub", "echo 'Unable to run job: denied: host \"vm\" is not a submit host'; exit 1");

        var ofSlurm = (await SlurmDiscovery.LookAsync(slurm.Context, default)).ShouldNotBeNull();
        var ofSge = (await SgeDiscovery.LookAsync(sge.Context, default)).ShouldNotBeNull();

        ofSlurm.MaySubmit.ShouldBe(false);
        ofSlurm.SubmitProblem.ShouldNotBeNull().ShouldContain("Access/permission denied");
        ofSge.MaySubmit.ShouldBe(false);
        ofSge.SubmitProblem.ShouldNotBeNull().ShouldContain("not a submit host");
        sge.CallsOf("qsub").ShouldHaveSingleItem().ShouldStartWith("-w v ", customMessage: "nothing is queued to find out");
    }

    [Fact]
    public async Task A_Slurm_without_accounting_has_neither_rights_nor_accounts()
    {
        using var slurm = CommandStandIn.Slurm().With("sacctmgr", "exit 1").With("sacct", "echo 'Slurm accounting storage is disabled' >&2; exit 1");

        var facts = (await SlurmDiscovery.LookAsync(slurm.Context, default)).ShouldNotBeNull();

        facts.Fault.ShouldBeNull();
        facts.HasAccounting.ShouldBe(false);
        facts.Accounts.ShouldBeEmpty();
        facts.Qos.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_Slurm_that_does_not_answer_is_found_with_its_own_words()
    {
        using var slurm = CommandStandIn.Slurm().With("sinfo", "echo 'slurm_load_partitions: Unable to contact slurm controller' >&2; exit 1");

        var facts = (await SlurmDiscovery.LookAsync(slurm.Context, default)).ShouldNotBeNull();

        facts.Product.ShouldBe("slurm");
        facts.Fault.ShouldNotBeNull().ShouldContain("Unable to contact slurm controller");
        facts.Partitions.ShouldBeEmpty();
        slurm.CallsOf("sacctmgr").ShouldBeEmpty();
    }

    [Fact]
    public async Task Grid_Engine_tells_its_queues_and_projects()
    {
        using var sge = CommandStandIn.Sge().With("qconf", "case $1 in -sql) printf 'all.q\\n long.q \\n\\n' ;; -sprjl) echo brain ;; esac");

        var facts = (await SgeDiscovery.LookAsync(sge.Context, default)).ShouldNotBeNull();

        (facts.Cluster, facts.Product, facts.Fault, facts.HasAccounting).ShouldBe(("sge", "Grid Engine", null, null));
        facts.Partitions.Select(queue => queue.Name).ShouldBe(["all.q", "long.q"]);
        facts.Accounts.ShouldBe(["brain"]);
    }

    [Fact]
    public async Task A_Grid_Engine_without_projects_answers_with_an_error_and_has_none()
    {
        using var sge = CommandStandIn.Sge().With("qconf", "[ \"$1\" = -sql ] && { echo all.q; exit; }; echo 'no project list defined'; exit 1");

        var facts = (await SgeDiscovery.LookAsync(sge.Context, default)).ShouldNotBeNull();

        facts.Fault.ShouldBeNull();
        facts.Accounts.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_Grid_Engine_that_does_not_answer_is_found_with_its_own_words()
    {
        using var sge = CommandStandIn.Sge().With("qconf", "echo 'error: unable to contact qmaster using port 6444' >&2; exit 1");

        var facts = (await SgeDiscovery.LookAsync(sge.Context, default)).ShouldNotBeNull();

        facts.Fault.ShouldNotBeNull().ShouldContain("unable to contact qmaster");
        facts.Partitions.ShouldBeEmpty();
    }

    [Fact]
    public async Task LSF_tells_its_open_queues()
    {
        using var lsf = CommandStandIn.Lsf().With("bqueues", "printf '%s\\n' 'QUEUE_NAME STATUS' 'normal   Open:Active' 'night Open:Inact' 'old Closed:Active' 'torn'");

        var facts = (await LsfDiscovery.LookAsync(lsf.Context, default)).ShouldNotBeNull();

        (facts.Cluster, facts.Product, facts.Fault).ShouldBe(("lsf", "LSF", null));
        facts.Partitions.Select(queue => queue.Name).ShouldBe(["normal", "night"]);
    }

    [Fact]
    public async Task An_LSF_that_does_not_answer_is_found_with_its_own_words()
    {
        using var lsf = CommandStandIn.Lsf().With("bqueues", "echo 'LSF is down. Please wait ...' >&2; exit 255");

        (await LsfDiscovery.LookAsync(lsf.Context, default)).ShouldNotBeNull().Fault.ShouldNotBeNull().ShouldContain("LSF is down");
    }
}
