using HpcClient.Casting.Ledger;
using HpcClient.Casting.Planning;
using HpcClient.Casting.Selection;
using HpcClient.Casting.Tests.Sweeping;
using HpcClient.Scheduling;
using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Submission;
using HpcClient.Settings.Policies;
using HpcClient.Settings.Records;
using static HpcClient.Casting.Tests.Sweeping.CastingDesk;

namespace HpcClient.Casting.Tests.Submission;

/// <summary>What is on record before the scheduler hears of a job, and what its answer makes of it.</summary>
public sealed class SubmissionStageTests : IDisposable
{
    private static readonly ResourceRequest Resources = new()
    {
        Cpus = "2", CpuCount = 2, Memory = "4G", MemoryBytes = 8L << 30, Walltime = TimeSpan.FromMinutes(90), Gpu = "1", GpuCount = 1,
    };

    private readonly CastingDesk _desk = new();

    [Fact]
    public async Task The_promise_the_script_and_the_word_to_the_engine_are_there_before_the_scheduler_hears_of_the_job()
    {
        var entry = _desk.Has(LedgerState.Admitted, entry => entry with { SchedulerJobId = "6", MissingSince = _desk.Now, Reason = "waits", WaitToldAt = _desk.Now, User = "ada" });
        LedgerEntry? promised = null;
        string? script = null;
        _desk.Scheduler.OnSubmit = intent =>
        {
            promised = _desk.Remembered();
            script = File.ReadAllText(intent.ScriptPath);
            var told = RecordFile.ReadAttempt(_desk.Folder.AttemptOf(Job))!;
            (told.JobId, told.Attempt, told.Nonce, told.Asked).ShouldBe((Job, 1, "nonce-a", "2 CPUs, 4G, GPU 1, walltime 1:30:00"));
            (told.AskedCpus, told.AskedMemoryBytes, told.AskedWalltimeSeconds).ShouldBe((2, 8L << 30, 5400L));
            told.LeaveToClient.ShouldBe([EndedBy.Signal, EndedBy.TimeLimit]);
            told.Build.ShouldNotBeNullOrEmpty();
            return new SubmissionResult.Accepted("9");
        };

        await SubmitAsync((Plan(), entry));

        promised.ShouldBe(entry with
        {
            State = LedgerState.Intended,
            Nonce = "nonce-a",
            Submissions = 1,
            SchedulerJobId = null,
            MissingSince = null,
            Reason = null,
            WaitToldAt = null,
            ChangedAt = _desk.Now,
        });
        script.ShouldBe("#!/bin/bash\n");
        var row = _desk.Ledger.History(Job).Single(row => row.To == LedgerState.Intended);
        (row.Cause, row.Evidence).ShouldBe(("about to be submitted", "nonce nonce-a; sbatch script; 2 CPUs, 4G, GPU 1, walltime 1:30:00"));
        File.GetUnixFileMode(_desk.Folder.Attempts).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task The_scheduler_gets_name_nonce_script_and_where_output_goes()
    {
        await SubmitAsync((Plan(), _desk.Has(LedgerState.Admitted)));

        var intent = _desk.Scheduler.Submitted.ShouldHaveSingleItem();
        (intent.JobName, intent.Nonce, intent.ScriptPath, intent.OutputPath, intent.ScriptOnStandardInput).ShouldBe(
            ($"fw-{Job}", "nonce-a", _desk.Folder.ScriptOf(Job), _desk.Folder.QueueLogOf(Job), false));
        intent.Command.ShouldBe(["sbatch", "script"]);
        intent.Resources.ShouldBe(Resources);
    }

    [Theory]
    [InlineData(true, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)]
    [InlineData(false, UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    public async Task Whether_scripts_may_be_executed_and_how_they_are_handed_over_is_the_settings_to_say(bool both, UnixFileMode mode)
    {
        _desk.Settings = _desk.Settings with { ScriptExecutable = both, CommandScriptStdin = both };

        await SubmitAsync((Plan(), _desk.Has(LedgerState.Admitted)));

        File.GetUnixFileMode(_desk.Folder.ScriptOf(Job)).ShouldBe(mode);
        _desk.Scheduler.Submitted[0].ScriptOnStandardInput.ShouldBe(both);
    }

    [Fact]
    public async Task What_is_on_record_of_a_submission_is_what_it_asked_for()
    {
        var entry = _desk.Has(LedgerState.Admitted, entry => entry with { Submissions = 4, User = "ada" });

        await SubmitAsync((Plan() with { Resources = Resources with { MemoryBytes = 0 } }, entry));

        var attempt = _desk.Ledger.Attempts(Job).ShouldHaveSingleItem();
        attempt.ShouldBe(new()
        {
            JobId = Job, Number = 5, Gear = "count-lines 1.0.0", User = "ada", Nonce = "nonce-a", Scheduler = "slurm", SchedulerJobId = "1",
            Asked = "2 CPUs, 4G, GPU 1, walltime 1:30:00", AskedCpus = 2, AskedMemoryBytes = null, AskedWalltime = TimeSpan.FromMinutes(90), AskedGpus = 1, SubmittedAt = _desk.Now,
        });
    }

    [Fact]
    public async Task Each_answer_is_that_job_s()
    {
        var third = "64b5bce63a26373568590003";
        _desk.Scheduler.OnSubmit = intent => intent.Nonce switch
        {
            "nonce-a" => new SubmissionResult.Ambiguous("sbatch did not answer."),
            "nonce-b" => new SubmissionResult.Refused("No such partition.", WorthRetrying: false),
            _ => new SubmissionResult.Accepted("9"),
        };

        var results = await SubmitAsync(
            (Plan(), _desk.Has(LedgerState.Admitted)),
            (Plan(Other, "nonce-b"), _desk.Has(LedgerState.Admitted, entry => entry with { Submissions = 2 }, Other)),
            (Plan(third, "nonce-c"), _desk.Has(LedgerState.Admitted, id: third)));

        results.Select(result => (result.Plan.Candidate.Id, result.Result.GetType().Name)).ShouldBe([(Job, "Ambiguous"), (Other, "Refused"), (third, "Accepted")]);
        _desk.Scheduler.Batches.ShouldBe([3]);
        var unclear = _desk.Remembered();
        (unclear.State, unclear.Reason, unclear.Submissions, unclear.SchedulerJobId).ShouldBe((LedgerState.Intended, "sbatch did not answer.", 1, null));
        (_desk.LastRow().Cause, _desk.LastRow().Evidence).ShouldBe(("nobody knows whether the scheduler took it; its name will be looked up", "sbatch did not answer."));
        var refused = _desk.Remembered(Other);
        (refused.State, refused.Reason, refused.Submissions).ShouldBe((LedgerState.Admitted, "No such partition.", 2));
        (_desk.LastRow(Other).Cause, _desk.LastRow(Other).Evidence).ShouldBe(("the scheduler did not take it", "No such partition."));
        var taken = _desk.Remembered(third);
        (taken.State, taken.SchedulerJobId, taken.Submissions).ShouldBe((LedgerState.Submitted, "9", 1));
        _desk.LastRow(third).Cause.ShouldBe("slurm took it as job 9");
        _desk.Ledger.Attempts(third)[0].SchedulerJobId.ShouldBe("9");
        _desk.Ledger.Attempts(Job)[0].SchedulerJobId.ShouldBeNull();
    }

    [Fact]
    public async Task What_the_submission_before_left_is_set_aside_under_its_number()
    {
        Over(1);
        _desk.Claims("slurm:7");
        _desk.Ends(EndOutcome.Stopped);

        await SubmitAsync((Plan(), _desk.Has(LedgerState.Admitted)));

        Directory.GetFiles(_desk.Folder.Claims).Select(Path.GetFileName).ShouldBe([$"{Job}.attempt-1.json"]);
        Directory.GetFiles(_desk.Folder.Ends).Select(Path.GetFileName).ShouldBe([$"{Job}.attempt-1.json"]);
    }

    [Fact]
    public async Task What_was_set_aside_under_the_same_number_before_gives_way()
    {
        Over(1);
        _desk.Claims("slurm:7");
        var aside = Path.ChangeExtension(_desk.Folder.ClaimOf(Job), "attempt-1.json");
        await File.WriteAllTextAsync(aside, "older", Token);

        await SubmitAsync((Plan(), _desk.Has(LedgerState.Admitted)));

        _desk.Scheduler.Submitted.ShouldHaveSingleItem();
        RecordFile.ReadClaim(aside).ShouldNotBeNull().SchedulerJob.ShouldBe("slurm:7");
    }

    [Fact]
    public async Task Where_none_before_it_is_over_nothing_is_set_aside()
    {
        _desk.Submitted();
        _desk.Claims("slurm:7");
        _desk.Ends(EndOutcome.Stopped);

        await SubmitAsync((Plan(), _desk.Has(LedgerState.Admitted)));

        File.Exists(_desk.Folder.ClaimOf(Job)).ShouldBeTrue("its engine may be at work");
        File.Exists(_desk.Folder.EndOf(Job)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("slurm:70")]
    [InlineData("sge:7")]
    [InlineData(null)]
    public async Task The_claim_of_any_other_scheduler_job_stays(string? claim)
    {
        Over(1);
        _desk.Claims(claim!);

        await SubmitAsync((Plan(), _desk.Has(LedgerState.Admitted)));

        File.Exists(_desk.Folder.ClaimOf(Job)).ShouldBeTrue();
    }

    [Fact]
    public async Task The_engine_is_told_to_leave_an_end_for_want_of_memory_to_us_only_while_we_would_submit_again()
    {
        _desk.Settings = _desk.Settings with { OnEnd = new() { Given = new Dictionary<PolicyCause, EndPolicy> { [PolicyCause.OutOfMemory] = new(EndAction.MoreMemory) { Times = 1 } } } };

        await SubmitAsync((Plan(), _desk.Has(LedgerState.Admitted)));
        RecordFile.ReadAttempt(_desk.Folder.AttemptOf(Job))!.LeaveToClient.ShouldContain(EndedBy.OutOfMemory);

        _desk.Ledger.Note(_desk.Ledger.Attempts(Job)[0] with { EndedAt = _desk.Now, Cause = EndCause.OutOfMemory });
        await SubmitAsync((Plan(), _desk.Has(LedgerState.Admitted)));
        RecordFile.ReadAttempt(_desk.Folder.AttemptOf(Job))!.LeaveToClient.ShouldNotContain(EndedBy.OutOfMemory);
    }

    public void Dispose() => _desk.Dispose();

    private void Over(int number)
    {
        _desk.Submitted();
        _desk.Ledger.Note(_desk.Ledger.Attempts(Job)[number - 1] with { EndedAt = _desk.Now, Cause = EndCause.NodeFailure });
    }

    private Task<IReadOnlyList<(JobPlan Plan, SubmissionResult Result)>> SubmitAsync(params (JobPlan Plan, LedgerEntry Entry)[] batch) => _desk.Parts.Submission.SubmitAsync(batch, Token);

    private static JobPlan Plan(string id = Job, string nonce = "nonce-a") =>
        new(new Candidate(new() { IdField = id }), nonce, Resources, "#!/bin/bash\n", ["sbatch", "script"]) { Values = new Dictionary<string, HpcClient.Jinja.JinjaValue>() };
}
