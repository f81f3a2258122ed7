using HpcClient.Casting.Ledger;
using HpcClient.Casting.Ledger.Outbox;
using HpcClient.Casting.Resetting;
using HpcClient.Casting.Tests.Sweeping;
using HpcClient.Scheduling.Observations;
using static HpcClient.Casting.Tests.Sweeping.CastingDesk;

namespace HpcClient.Casting.Tests.Resetting;

/// <summary>What is asked before a job is forgotten, and what is left of it.</summary>
public sealed class ForgottenJobTests : IDisposable
{
    private readonly CastingDesk _desk = new();

    [Fact]
    public async Task All_goes_that_would_keep_it_from_being_cast_again_and_its_story_and_usage_stay()
    {
        var entry = _desk.Submitted(state: LedgerState.Reported, change: entry => entry with { Succeeded = false, Reason = "failed", MissingSince = _desk.Now, CancelledAt = _desk.Now });
        _desk.Ledger.Write(new LedgerChange(entry, "test") { Messages = [MessageDraft.Log("old news")] });
        await WriteFilesAsync();

        (await ForgetAsync()).ShouldBeNull();

        _desk.Remembered().ShouldBe(entry with
        {
            State = LedgerState.Seen,
            Nonce = null,
            SchedulerJobId = null,
            MissingSince = null,
            CancelledAt = null,
            Succeeded = null,
            Reason = null,
            ChangedAt = _desk.Now,
        });
        (_desk.LastRow().Cause, _desk.LastRow().Evidence).ShouldBe(("forgotten because somebody asked for it: it is cast again if the site still offers it", "asked for by ada@login1"));
        _desk.Ledger.Outbox().ShouldBeEmpty("it would end the job there after it was cast again");
        _desk.Ledger.Attempts(Job).Count.ShouldBe(1);
        Directory.EnumerateFiles(_desk.Folder.Root, $"*{Job}*", SearchOption.AllDirectories).Select(Path.GetFileName).ShouldBe([$"{Job}.forgotten.json"]);
    }

    [Fact]
    public async Task The_scheduler_is_asked_by_number_and_name_from_the_time_when_the_job_was_seen()
    {
        var entry = _desk.Submitted(state: LedgerState.Reported);
        await ForgetAsync();

        var asked = _desk.Scheduler.Looks.ShouldHaveSingleItem();
        asked.SchedulerJobIds.ShouldBe(["7"]);
        asked.JobNames.ShouldBe([$"fw-{Job}"]);
        asked.Since.ShouldBe(entry.CreatedAt);
    }

    [Fact]
    public async Task A_job_of_the_Python_client_is_looked_for_by_its_name_in_the_last_month()
    {
        await File.WriteAllTextAsync(_desk.Folder.ScriptOf(Job), $"#SBATCH --job-name=fw-{Job}", Token);

        (await ForgetAsync()).ShouldBeNull();

        var asked = _desk.Scheduler.Looks.ShouldHaveSingleItem();
        asked.SchedulerJobIds.ShouldBeEmpty();
        asked.Since.ShouldBe(_desk.Now.AddDays(-30));
    }

    [Theory]
    [InlineData(SchedulerPhase.Queued, false)]
    [InlineData(SchedulerPhase.Running, false)]
    [InlineData(SchedulerPhase.Unknown, false)]
    [InlineData(SchedulerPhase.Ended, true)]
    public async Task A_job_that_the_scheduler_still_has_is_not_forgotten(SchedulerPhase phase, bool isForgotten)
    {
        _desk.Submitted(state: LedgerState.Running);
        _desk.Scheduler.Queue.Add(Seen(phase));
        await WriteFilesAsync();

        var refusal = await ForgetAsync();

        (refusal is null).ShouldBe(isForgotten);
        File.Exists(_desk.Folder.ScriptOf(Job)).ShouldBe(!isForgotten);
        (_desk.Remembered().State == LedgerState.Seen).ShouldBe(isForgotten);
        if (!isForgotten)
        {
            refusal.ShouldBe($"The scheduler still has job {Job}, as 7 ({phase.ToString().ToUpperInvariant()}). Cancel the job at the site, or wait for its end.");
        }
    }

    [Fact]
    public async Task A_scheduler_that_does_not_answer_is_quoted()
    {
        _desk.Submitted(state: LedgerState.Reported);
        _desk.Scheduler.QueueAnswers = false;
        _desk.Scheduler.Problems.Add("squeue: timed out.");

        (await ForgetAsync()).ShouldBe($"The scheduler does not answer, so nobody knows whether it has job {Job}. squeue: timed out.");
    }

    [Theory]
    [InlineData(LedgerState.Refused, true)]
    [InlineData(LedgerState.Submitted, false)]
    public async Task A_job_without_a_number_whose_script_has_another_name_can_be_forgotten_only_where_it_was_never_submitted(LedgerState state, bool isForgotten)
    {
        _desk.Has(state);
        await File.WriteAllTextAsync(_desk.Folder.ScriptOf(Job), "#SBATCH --job-name=mine", Token);

        ((await ForgetAsync()) is null).ShouldBe(isForgotten);
    }

    [Fact]
    public async Task With_the_script_gone_the_name_of_the_ledger_is_all_there_is_to_go_by()
    {
        _desk.Has(LedgerState.Superseded);

        (await ForgetAsync()).ShouldBeNull();
    }

    [Theory]
    [InlineData(LedgerState.Intended, null, "Nobody knows yet whether the scheduler took job")]
    [InlineData(null, null, "was never cast from this folder")]
    public async Task Nothing_is_asked_where_it_is_clear_already(LedgerState? state, string? job, string says)
    {
        if (state is { } known)
        {
            _desk.Has(known);
        }

        (await ForgetAsync(job ?? Job)).ShouldNotBeNull().ShouldContain(says);

        _desk.Scheduler.Looks.ShouldBeEmpty();
    }

    public void Dispose() => _desk.Dispose();

    private Task<string?> ForgetAsync(string job = Job) => new JobForgetting(_desk.Folder, _desk.Ledger, _desk.Scheduler, _desk.Time).ForgetAsync(job, "ada@login1", Token);

    private async Task WriteFilesAsync()
    {
        foreach (var path in (string[])[_desk.Folder.ScriptOf(Job), _desk.Folder.QueueLogOf(Job), _desk.Folder.ClaimOf(Job), _desk.Folder.EndOf(Job)])
        {
            await File.WriteAllTextAsync(path, "{}", Token);
        }
    }
}
