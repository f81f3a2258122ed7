using HpcClient.Casting.Ledger;
using HpcClient.Casting.Sweeping;
using HpcClient.Casting.Tests.Sweeping;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Jobs;
using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Priorities;
using HpcClient.Scheduling.Submission;
using HpcClient.Settings.Policies;
using HpcClient.Settings.Records;
using static HpcClient.Casting.Tests.Sweeping.CastingDesk;

namespace HpcClient.Casting.Tests.SweepSteps;

/// <summary>What a sweep makes of each job of the list: cast, followed, refused, kept waiting or left alone.</summary>
public sealed class NewJobsTests : IDisposable
{
    private readonly CastingDesk _desk = new();

    [Fact]
    public async Task A_new_job_is_admitted_and_remembered_with_all_that_the_site_tells_of_it()
    {
        _desk.Site.Has(Job, JobState.Running);
        _desk.Site.Jobs[Job] = _desk.Site.Jobs[Job] with { PreviousJobId = Other, Origin = new() { Type = "user", Id = "ada@example.org" } };

        (await SweepAsync()).ShouldBe(new SweepReport { Launched = 1 });

        var entry = _desk.Remembered();
        (entry.State, entry.Gear, entry.User, entry.PreviousJobId, entry.Scheduler, entry.CreatedAt).ShouldBe(
            (LedgerState.Submitted, "tester 1.0.0", "ada@example.org", Other, "slurm", _desk.Now));
        _desk.Ledger.History(Job)[0].ShouldBe(new(Job, _desk.Now, null, LedgerState.Admitted, "found at the site and admitted", "tester 1.0.0"));
        _desk.Log.Lines.ShouldContain($"Job {Job} (tester 1.0.0) is slurm job 1: 1 CPUs, 4G.");
        _desk.Site.Calls.ShouldBe(["list running"]);
    }

    [Fact]
    public async Task An_earlier_job_that_is_named_by_no_id_is_no_earlier_job()
    {
        _desk.Site.Has(Job, JobState.Running);
        _desk.Site.Jobs[Job] = _desk.Site.Jobs[Job] with { PreviousJobId = "../x" };

        await SweepAsync();

        _desk.Remembered().PreviousJobId.ShouldBeNull();
    }

    [Theory]
    [InlineData(LedgerState.Seen, true)]
    [InlineData(LedgerState.Admitted, true)]
    [InlineData(LedgerState.Refused, false)]
    [InlineData(LedgerState.Intended, false)]
    [InlineData(LedgerState.Submitted, false)]
    [InlineData(LedgerState.Ended, false)]
    [InlineData(LedgerState.Lost, false)]
    [InlineData(LedgerState.Reported, false)]
    [InlineData(LedgerState.Superseded, false)]
    public async Task A_job_that_is_known_is_cast_only_where_nothing_was_promised_or_it_is_to_be_submitted_again(LedgerState state, bool isCast)
    {
        _desk.Has(state);
        _desk.Site.Has(Job, JobState.Running);

        (await SweepAsync()).ShouldBe(isCast ? new SweepReport { Launched = 1 } : new SweepReport { Skipped = 1 });

        _desk.Scheduler.Submitted.Count.ShouldBe(isCast ? 1 : 0);
    }

    [Fact]
    public async Task A_job_whose_script_is_there_was_cast_by_the_Python_client_and_is_followed()
    {
        _desk.Site.Has(Job, JobState.Running);
        await File.WriteAllTextAsync(_desk.Folder.ScriptOf(Job), "theirs", Token);

        (await SweepAsync()).ShouldBe(new SweepReport { Skipped = 1 });

        _desk.Remembered().State.ShouldBe(LedgerState.Submitted);
        _desk.LastRow().Evidence.ShouldBe(_desk.Folder.ScriptOf(Job));
        (await File.ReadAllTextAsync(_desk.Folder.ScriptOf(Job), Token)).ShouldBe("theirs");
    }

    [Fact]
    public async Task A_dry_run_follows_refuses_and_settles_nothing()
    {
        var third = "64b5bce63a26373568590003";
        _desk.Settings = _desk.Settings with { DryRun = true };
        _desk.Site.Has(Job, JobState.Running);
        await File.WriteAllTextAsync(_desk.Folder.ScriptOf(Job), "theirs", Token);
        _desk.Site.Has(Other, JobState.Running, "ram=lots");
        Resubmitted(third);
        _desk.Ends(EndOutcome.Complete, id: third);
        var before = _desk.Remembered(third);

        (await SweepAsync()).ShouldBe(new SweepReport { Launched = 1, Rejected = 1, Skipped = 1 });

        _desk.Ledger.Find(Job).ShouldBeNull();
        _desk.Ledger.Find(Other).ShouldBeNull();
        _desk.Remembered(third).ShouldBe(before);
        _desk.Site.Calls.ShouldBe(["list running"]);
        _desk.Scheduler.Looks.ShouldBeEmpty();
        var script = Path.Combine(_desk.Folder.Generated, "dry-run", $"job-{third}.sh");
        File.GetUnixFileMode(script).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _desk.Log.Lines.ShouldContain(line => line.StartsWith($"Dry run: job {Other} (tester 1.0.0) would be refused: The job was not sent to the HPC cluster. The tag 'ram=lots'", StringComparison.Ordinal));
        _desk.Log.Lines.ShouldContain(line => line.StartsWith($"Dry run: job {third} (tester 1.0.0) would be submitted by: sbatch ", StringComparison.Ordinal) && line.EndsWith($"The script is in {script}.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_job_that_asks_wrongly_fails_and_where_it_is_pending_it_is_cancelled()
    {
        _desk.Site.Has(Job, JobState.Running, "ram=lots");
        (await SweepAsync()).ShouldBe(new SweepReport { Rejected = 1 });
        _desk.Site.Jobs[Job].State.ShouldBe(JobState.Failed);
        _desk.Remembered().State.ShouldBe(LedgerState.Refused);
        _desk.Site.Logged.ShouldHaveSingleItem().ShouldStartWith("The job was not sent to the HPC cluster. The tag 'ram=lots'");

        _desk.Settings = _desk.Settings with { UseHoldEngine = false };
        _desk.Site.Has(Other, JobState.Pending, "ram=lots");
        (await SweepAsync()).ShouldBe(new SweepReport { Rejected = 1 });
        _desk.Site.Jobs[Other].State.ShouldBe(JobState.Cancelled);
    }

    [Fact]
    public async Task Jobs_are_submitted_eight_at_a_time_and_none_is_left_over()
    {
        Many(17);

        (await SweepAsync()).Launched.ShouldBe(17);

        _desk.Scheduler.Batches.ShouldBe([8, 8, 1]);
    }

    [Fact]
    public async Task Before_a_closed_door_no_more_than_one_batch_is_promised()
    {
        var jobs = Many(20);
        _desk.Scheduler.OnSubmit = _ => new SubmissionResult.Refused("The Slurm controller does not answer.", WorthRetrying: true);

        var report = await SweepAsync();

        (report.Waiting, report.Launched).ShouldBe((8, 0));
        report.Problem.ShouldBe(new(SweepProblemKind.Scheduler, $"The Slurm controller does not answer. The job {jobs[0]} waits and is submitted with a later sweep."));
        jobs.Count(job => _desk.Ledger.Find(job) is not null).ShouldBe(8);
    }

    [Fact]
    public async Task After_a_list_that_was_left_in_the_middle_nobody_is_asked_about_the_jobs_that_it_did_not_show()
    {
        Many(20);
        _desk.Has(LedgerState.Running, entry => entry with { SchedulerJobId = "7" });
        _desk.Scheduler.QueueAnswers = false;
        _desk.Scheduler.OnSubmit = _ => new SubmissionResult.Refused("no", WorthRetrying: true);

        await SweepAsync();

        _desk.Site.Calls.ShouldNotContain($"get {Job}");
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task A_list_that_was_read_to_its_end_shows_all_running_jobs_only_with_a_hold_engine(bool holdEngine, bool isAsked)
    {
        _desk.Settings = _desk.Settings with { UseHoldEngine = holdEngine };
        _desk.Has(LedgerState.Running, entry => entry with { SchedulerJobId = "7" });
        _desk.Scheduler.QueueAnswers = false;

        await SweepAsync();

        _desk.Site.Calls.Contains($"get {Job}").ShouldBe(isAsked);
    }

    [Fact]
    public async Task What_nobody_knows_the_outcome_of_is_looked_up()
    {
        _desk.Site.Has(Job, JobState.Running);
        _desk.Scheduler.OnSubmit = _ => new SubmissionResult.Ambiguous("sbatch did not answer.");

        (await SweepAsync()).ShouldBe(new SweepReport
        {
            Waiting = 1, Problem = new(SweepProblemKind.Scheduler, $"sbatch did not answer. Whether the job {Job} was taken is looked up with the next sweeps."),
        });
        _desk.Log.Lines.ShouldContain($"sbatch did not answer. Whether the job {Job} was taken is looked up with the next sweeps.");
    }

    [Fact]
    public async Task What_the_scheduler_refuses_for_good_fails_with_its_reason()
    {
        _desk.Site.Has(Job, JobState.Running);
        _desk.Scheduler.OnSubmit = _ => new SubmissionResult.Refused("No node has that much memory.", WorthRetrying: false);

        (await SweepAsync()).ShouldBe(new SweepReport { Rejected = 1 });

        _desk.Site.Jobs[Job].State.ShouldBe(JobState.Failed);
        _desk.Site.Logged.ShouldBe(["The HPC cluster did not take the job. No node has that much memory.\n"]);
    }

    [Fact]
    public async Task A_template_at_fault_keeps_its_job_waiting_and_is_the_admin_s()
    {
        _desk.Site.Has(Job, JobState.Running);
        _desk.Settings = _desk.Settings with { Script = "{{ 1 / 0 }}" };

        var report = await SweepAsync();

        report.Waiting.ShouldBe(1);
        report.Problem!.Kind.ShouldBe(SweepProblemKind.Settings);
        report.Problem.Sentence.ShouldStartWith($"Job {Job} waits: 'script' in cast.yml");
        _desk.Ledger.Find(Job).ShouldBeNull();
    }

    [Fact]
    public async Task Settings_by_which_nothing_can_be_planned_keep_the_list_from_being_read()
    {
        _desk.Site.Has(Job, JobState.Running);
        foreach (var broken in new[] { _desk.Settings with { Script = "{% if" }, _desk.Settings with { Cluster = "slurm", Script = null, Command = ["{{"] } })
        {
            _desk.Settings = broken;
            (await SweepAsync()).Problem!.Kind.ShouldBe(SweepProblemKind.Settings);
        }

        _desk.Site.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Priorities_that_do_not_fit_stop_the_sweep_at_the_first_job()
    {
        Many(3);
        _desk.Settings = _desk.Settings with { MapJobPriority = true, FwPriorityMap = new Dictionary<string, int> { ["low"] = 1 } };
        _desk.PriorityRule = new UnfitRule();
        foreach (var job in _desk.Site.Jobs.Values.ToList())
        {
            _desk.Site.Jobs[job.Id] = job with { Priority = "low" };
        }

        var report = await SweepAsync();

        report.Waiting.ShouldBe(1);
        report.Problem.ShouldBe(new(SweepProblemKind.Settings, "The numbers do not fit. No job is submitted until then."));
        _desk.Scheduler.Submitted.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_job_that_waits_to_be_submitted_again_is_not_where_its_engine_has_ended_it()
    {
        Resubmitted(Job);
        _desk.Ends(EndOutcome.Complete);

        (await SweepAsync()).ShouldBe(new SweepReport { Skipped = 1 });

        _desk.Scheduler.Submitted.ShouldBeEmpty();
        _desk.Site.Jobs[Job].State.ShouldBe(JobState.Complete);
    }

    [Fact]
    public async Task A_job_that_was_never_submitted_has_no_engine_to_ask_for()
    {
        _desk.Has(LedgerState.Admitted);
        _desk.Site.Has(Job, JobState.Running);
        _desk.Ends(EndOutcome.Complete);

        (await SweepAsync()).ShouldBe(new SweepReport { Launched = 1 });
    }

    [Fact]
    public async Task A_retry_in_one_list_with_its_earlier_self_waits_for_it_and_says_so()
    {
        var third = "64b5bce63a26373568590003";
        _desk.Site.Has(Job, JobState.Running);
        _desk.Site.Has(third, JobState.Running);
        _desk.Site.Has(Other, JobState.Running);
        _desk.Site.Jobs[Other] = _desk.Site.Jobs[Other] with { PreviousJobId = Job };

        (await SweepAsync()).ShouldBe(new SweepReport { Launched = 2, Waiting = 1 });

        _desk.Scheduler.Submitted.Select(intent => intent.JobName).ShouldBe([$"fw-{Job}", $"fw-{third}"]);
        _desk.Ledger.History(Other).ShouldHaveSingleItem().Cause.ShouldBe("found at the site and admitted");
        _desk.Scheduler.Cancelled.ShouldBe(["1"]);
        var entry = _desk.Remembered(Other);
        entry.State.ShouldBe(LedgerState.Admitted);
        entry.Reason.ShouldBe($"The job waits until its earlier attempt, job {Job}, is gone from slurm (job 1 there), so that the two do not run side by side.");
        _desk.Ledger.Outbox(Other).ShouldHaveSingleItem().Content.Body.ShouldBe($"fw-hpc-client: {entry.Reason}\n");
        _desk.Remembered().Reason.ShouldBe($"the site retries it as job {Other}");
    }

    [Fact]
    public async Task An_earlier_self_that_is_being_cancelled_is_not_cancelled_again_and_its_retry_says_nothing_twice()
    {
        _desk.Submitted(state: LedgerState.Running, change: entry => entry with { CancelledAt = _desk.Now });
        _desk.Scheduler.Queue.Add(Seen(SchedulerPhase.Running));
        _desk.Site.Has(Other, JobState.Running);
        _desk.Site.Jobs[Other] = _desk.Site.Jobs[Other] with { PreviousJobId = Job };

        await SweepAsync();
        await SweepAsync();

        _desk.Scheduler.Cancelled.ShouldBeEmpty();
        _desk.Site.Logged.ShouldHaveSingleItem();
        _desk.Scheduler.Submitted.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_retry_of_a_job_that_nobody_has_found_yet_waits_without_a_number()
    {
        _desk.Has(LedgerState.Intended);
        _desk.Scheduler.QueueAnswers = false;
        _desk.Site.Has(Other, JobState.Running);
        _desk.Site.Jobs[Other] = _desk.Site.Jobs[Other] with { PreviousJobId = Job };

        (await SweepAsync()).Waiting.ShouldBe(1);

        _desk.Remembered(Other).Reason.ShouldBe($"The job waits until its earlier attempt, job {Job}, is gone from slurm, so that the two do not run side by side.");
    }

    [Fact]
    public async Task A_retry_of_a_job_of_another_sweep_goes_with_the_others_and_an_empty_list_is_no_submission()
    {
        await SweepAsync();
        _desk.Scheduler.Batches.ShouldBeEmpty();

        _desk.Site.Has(Job, JobState.Running);
        _desk.Site.Has(Other, JobState.Running);
        _desk.Site.Jobs[Other] = _desk.Site.Jobs[Other] with { PreviousJobId = "64b5bce63a26373568590009" };
        await SweepAsync();

        _desk.Scheduler.Batches.ShouldBe([2]);
    }

    [Theory]
    [InlineData(LedgerState.Reported)]
    [InlineData(LedgerState.Superseded)]
    [InlineData(LedgerState.Admitted)]
    public async Task A_retry_of_what_the_scheduler_does_not_have_waits_for_nothing(LedgerState state)
    {
        _desk.Has(state);
        _desk.Site.Has(Other, JobState.Running);
        _desk.Site.Jobs[Other] = _desk.Site.Jobs[Other] with { PreviousJobId = Job };

        (await SweepAsync()).Launched.ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_hold_engine_jobs_to_be_submitted_again_are_asked_for_one_by_one()
    {
        _desk.Settings = _desk.Settings with { UseHoldEngine = false };
        Resubmitted(Job);
        Resubmitted(Other);
        _desk.Site.Has(Other, JobState.Cancelled);

        (await SweepAsync()).Launched.ShouldBe(1);

        _desk.Scheduler.Submitted.ShouldHaveSingleItem().JobName.ShouldBe($"fw-{Job}");
    }

    [Fact]
    public async Task With_one_they_stand_in_the_list_and_are_not_asked_for()
    {
        Resubmitted(Job);

        (await SweepAsync()).Launched.ShouldBe(1);

        _desk.Site.Calls.ShouldNotContain($"get {Job}");
        _desk.Scheduler.Submitted.ShouldHaveSingleItem();

        Resubmitted(Other);
        _desk.Site.Jobs.Remove(Other);
        await SweepAsync();
        _desk.Log.Warnings.ShouldNotContain(line => line.Contains("waits to be submitted again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_dry_run_asks_for_none_of_them()
    {
        _desk.Settings = _desk.Settings with { UseHoldEngine = false, DryRun = true };
        Resubmitted(Job);

        await SweepAsync();

        _desk.Site.Calls.ShouldBe(["list pending"]);
    }

    [Fact]
    public async Task One_that_the_site_does_not_tell_of_waits_and_stops_no_other_and_a_site_that_is_away_stops_the_sweep()
    {
        _desk.Settings = _desk.Settings with { UseHoldEngine = false };
        Resubmitted(Job);
        Resubmitted(Other);
        _desk.Site.Fault = call => call == $"get {Job}" ? Fault(SiteFault.NotAllowed) : null;

        (await SweepAsync()).ShouldBe(new SweepReport { Launched = 1 });
        _desk.Log.Warnings.ShouldContain($"Job {Job} waits to be submitted again, and the site does not tell of it: The site said NotAllowed.");

        _desk.Site.Fault = call => call == $"get {Job}" ? Fault(SiteFault.Busy) : null;
        (await SweepAsync()).Problem.ShouldBe(new(SweepProblemKind.Site, "The site said Busy."));
    }

    public void Dispose() => _desk.Dispose();

    private Task<SweepReport> SweepAsync() => new Sweep(_desk.Parts).RunAsync(Token);

    private List<string> Many(int count)
    {
        var jobs = Enumerable.Range(1, count).Select(i => $"{i:x24}").ToList();
        jobs.ForEach(job => _desk.Site.Has(job, JobState.Running));
        return jobs;
    }

    // A job whose first submission is over and that runs at the site.
    private void Resubmitted(string job)
    {
        _desk.Submitted(id: job);
        _desk.Ledger.Note(_desk.Ledger.Attempts(job)[0] with { EndedAt = _desk.Now, Cause = EndCause.NodeFailure });
        _desk.Has(LedgerState.Admitted, id: job);
        _desk.Site.Has(job, JobState.Running);
    }

    private sealed class UnfitRule : IPriorityRule
    {
        public bool FitsAnybody(IReadOnlyCollection<int> numbers) => true;

        public Task<(PriorityScale? Scale, string? Fault)> ScaleAsync(IReadOnlyCollection<int> numbers, bool? mayRaise, CancellationToken cancellationToken) =>
            Task.FromResult<(PriorityScale?, string?)>((null, "The numbers do not fit."));
    }
}
