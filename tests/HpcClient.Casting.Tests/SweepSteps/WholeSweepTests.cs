using HpcClient.Casting.Ledger;
using HpcClient.Casting.Ledger.Outbox;
using HpcClient.Casting.Sweeping;
using HpcClient.Casting.Tests.Sweeping;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Jobs;
using HpcClient.Scheduling.Submission;
using static HpcClient.Casting.Tests.Sweeping.CastingDesk;

namespace HpcClient.Casting.Tests.SweepSteps;

/// <summary>A step of a sweep that cannot be done keeps no other from being done, and the first fault is what is reported.</summary>
public sealed class WholeSweepTests : IDisposable
{
    private readonly CastingDesk _desk = new();

    [Fact]
    public async Task A_list_that_cannot_be_read_keeps_nobody_from_looking_at_the_scheduler()
    {
        _desk.Submitted();
        _desk.Site.Fault = _ => Fault(SiteFault.Unreachable);

        (await SweepAsync()).Problem.ShouldBe(new(SweepProblemKind.Site, "The site said Unreachable."));

        _desk.Scheduler.Looks.Count.ShouldBe(1);
        _desk.Site.Calls.ShouldBe(["list running"], "a site that is away is not asked for each job");
    }

    [Fact]
    public async Task What_the_site_must_learn_is_brought_to_it_with_each_sweep_and_with_none_that_is_dry()
    {
        var entry = _desk.Has(LedgerState.Running);
        _desk.Ledger.Write(new LedgerChange(entry with { State = LedgerState.Ended }, "over") { Messages = [MessageDraft.State(JobState.Failed)] });
        _desk.Site.Has(Job, JobState.Running);
        _desk.Settings = _desk.Settings with { DryRun = true };
        await SweepAsync();
        _desk.Ledger.Outbox().Count.ShouldBe(1);

        _desk.Settings = _desk.Settings with { DryRun = false };
        await SweepAsync();

        _desk.Remembered().State.ShouldBe(LedgerState.Reported);
    }

    [Fact]
    public async Task What_operators_asked_for_is_carried_out_with_each_sweep_and_with_none_that_is_dry()
    {
        _desk.Has(LedgerState.Reported);
        var order = _desk.Ledger.Add(Job, HpcClient.Casting.Ledger.Orders.OrderKind.Retry, "ada@login1");
        _desk.Settings = _desk.Settings with { DryRun = true };
        await SweepAsync();
        _desk.Ledger.Order(order)!.DoneAt.ShouldBeNull();

        _desk.Settings = _desk.Settings with { DryRun = false };
        await SweepAsync();

        _desk.Ledger.Order(order)!.Succeeded.ShouldBe(true);
    }

    [Fact]
    public async Task A_lease_that_somebody_else_took_is_a_fault_of_the_folder_and_nothing_is_submitted()
    {
        _desk.Site.Has(Job, JobState.Running);
        _desk.Ledger.ReleaseLease();

        (await SweepAsync()).Problem!.Kind.ShouldBe(SweepProblemKind.Folder);

        _desk.Scheduler.Submitted.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_told_with_the_remedy_and_the_job_stays_promised_and_unsubmitted()
    {
        _desk.Site.Has(Job, JobState.Running);
        Directory.Delete(_desk.Folder.Generated);
        await File.WriteAllTextAsync(_desk.Folder.Generated, "in the way", Token);

        var problem = (await SweepAsync()).Problem.ShouldNotBeNull();

        problem.Kind.ShouldBe(SweepProblemKind.Folder);
        problem.Sentence.ShouldStartWith($"The folder '{_desk.Folder.Root}' cannot be written: ");
        _desk.Scheduler.Submitted.ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_several_faults_the_first_is_reported_and_all_are_logged()
    {
        _desk.Site.Has(Job, JobState.Running);
        _desk.Site.Has(Other, JobState.Running);
        _desk.Scheduler.OnSubmit = intent => new SubmissionResult.Refused($"no {intent.JobName}.", WorthRetrying: true);

        var problem = (await SweepAsync()).Problem.ShouldNotBeNull();

        problem.Sentence.ShouldStartWith($"no fw-{Job}.");
        _desk.Log.Lines.Count(line => line.Contains("waits and is submitted with a later sweep", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task Jobs_that_have_long_been_over_leave_with_their_files()
    {
        _desk.Has(LedgerState.Running, entry => entry with { SchedulerJobId = "7" }, Other);
        _desk.Has(LedgerState.Reported);
        _desk.Scheduler.QueueAnswers = false;
        var files = (string[])[_desk.Folder.ScriptOf(Job), _desk.Folder.QueueLogOf(Job), _desk.Folder.ClaimOf(Job), _desk.Folder.EndOf(Job)];
        foreach (var path in (string[])[.. files, Path.ChangeExtension(_desk.Folder.ClaimOf(Job), "attempt-1.json"), _desk.Folder.ScriptOf(Other), _desk.Folder.ClaimOf(Other)])
        {
            await File.WriteAllTextAsync(path, "x", Token);
        }

        _desk.Time.Advance(TimeSpan.FromDays(_desk.Settings.KeepReportedDays));
        await SweepAsync();
        _desk.Ledger.Find(Job).ShouldNotBeNull();
        _desk.Time.Advance(TimeSpan.FromMilliseconds(1));
        await SweepAsync();

        _desk.Ledger.Find(Job).ShouldBeNull();
        Directory.EnumerateFiles(_desk.Folder.Root, $"*{Job}*", SearchOption.AllDirectories).ShouldBeEmpty();
        Directory.EnumerateFiles(_desk.Folder.Root, $"*{Other}*", SearchOption.AllDirectories).Count().ShouldBe(2);
        _desk.Log.Lines.ShouldContain($"1 jobs that were over for more than {_desk.Settings.KeepReportedDays} days left the ledger, with their scripts and logs.");
    }

    [Fact]
    public void The_line_that_ends_a_sweep_has_its_counts() =>
        new SweepReport { Launched = 1, Rejected = 2, Skipped = 3, Waiting = 4 }.Summary(TimeSpan.FromSeconds(1.5)).ShouldBe("Launched 1, rejected 2, skipped 3 jobs. Runtime: 1500 ms.");

    public void Dispose() => _desk.Dispose();

    private Task<SweepReport> SweepAsync() => new Sweep(_desk.Parts).RunAsync(Token);
}
