using HpcClient.Casting.Ledger;
using HpcClient.Casting.Ledger.Attempts;
using HpcClient.Casting.Ledger.Outbox;
using HpcClient.Casting.Reporting;
using HpcClient.Casting.Tests.Sweeping;
using HpcClient.Casting.Verdicts;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Jobs;
using HpcClient.Scheduling.Observations;
using static HpcClient.Casting.Tests.Sweeping.CastingDesk;

namespace HpcClient.Casting.Tests.Reporting;

/// <summary>An end and the word to the site about it are one thing in the ledger.</summary>
public sealed class JobReportTests : IDisposable
{
    private readonly CastingDesk _desk = new();

    // What is to be told stays in the outbox, where a test can look at it.
    public JobReportTests() => _desk.Site.Fault = _ => Fault(SiteFault.Unreachable);

    private JobReport Report => new(_desk.Ledger, new SiteOutbox(_desk.Site, _desk.Ledger, _desk.Context), _desk.Log);

    [Theory]
    [InlineData(JobState.Failed)]
    [InlineData(JobState.Cancelled)]
    public async Task A_refusal_tells_why_and_then_ends_the_job(JobState final)
    {
        var entry = _desk.Has(LedgerState.Admitted);

        await Report.RefuseAsync(entry, "\nNot here.\nAsk somebody.\n", final, Token);

        _desk.Remembered().ShouldBe(entry with { State = LedgerState.Refused, Succeeded = false, Reason = "Not here.\nAsk somebody.", ChangedAt = _desk.Now });
        (_desk.LastRow().Cause, _desk.LastRow().Evidence).ShouldBe(("refused", "Not here.\nAsk somebody."));
        _desk.Ledger.Outbox(Job).Select(message => message.Content).ShouldBe([MessageDraft.Log("\nNot here.\nAsk somebody.\n"), MessageDraft.State(final)]);
        _desk.Log.Warnings[0].ShouldBe($"Job {Job} (count-lines 1.0.0) was refused: Not here. Ask somebody.");
        _desk.Site.Calls.ShouldBe([$"log {Job}"], "it is sent at once");
    }

    [Theory]
    [InlineData(true, EndCause.ScriptSucceeded, JobState.Complete, null, "witness: engine")]
    [InlineData(false, EndCause.NodeFailure, JobState.Failed, "hpc_failure", "witness: engine")]
    [InlineData(false, EndCause.Cancelled, JobState.Cancelled, null, "witness: engine; cancelled")]
    public async Task An_end_is_told_as_what_it_is(bool succeeded, EndCause cause, JobState state, string? reason, string evidence)
    {
        var entry = _desk.Submitted(state: LedgerState.Running, change: entry => entry with { ExpectedStart = _desk.Now, JobsAhead = 1, MissingSince = _desk.Now, CancelledAt = _desk.Now });
        var attempt = _desk.Ledger.Attempts(Job)[0] with { EndedAt = _desk.Now };

        await Report.EndAsync(entry, new(succeeded, "It is over.", "engine", cause) { Remedy = "Rest." }, attempt, Token);

        _desk.Remembered().ShouldBe(entry with
        {
            State = LedgerState.Ended,
            Succeeded = succeeded,
            Reason = "It is over. Rest.",
            ExpectedStart = null,
            JobsAhead = null,
            MissingSince = null,
            CancelledAt = null,
            ChangedAt = _desk.Now,
        });
        (_desk.LastRow().Cause, _desk.LastRow().Evidence).ShouldBe(("It is over. Rest.", evidence));
        _desk.Ledger.Outbox(Job).Select(message => message.Content).ShouldBe([MessageDraft.Log("fw-hpc-client: It is over. Rest."), MessageDraft.State(state, reason)]);
        _desk.Ledger.Attempts(Job).ShouldBe([attempt]);
        _desk.Log.Lines.ShouldNotContain(line => line.Contains("is over:", StringComparison.Ordinal), "that is said when the site knows");
    }

    [Fact]
    public async Task What_the_site_knows_from_the_engine_is_final_at_once()
    {
        var entry = _desk.Submitted();

        await Report.EndAsync(entry, new(true, "It is over.", "engine", EndCause.ScriptSucceeded) { SiteKnows = true }, attempt: null, Token);

        _desk.Remembered().State.ShouldBe(LedgerState.Reported);
        _desk.LastRow().Evidence.ShouldBe("witness: engine; the site has acknowledged it to the engine");
        _desk.Ledger.Outbox().ShouldBeEmpty();
        _desk.Log.Lines.ShouldBe([$"Job {Job} (count-lines 1.0.0) is over: It is over."]);
    }

    [Fact]
    public async Task What_nobody_can_tell_the_end_of_is_lost()
    {
        await Report.EndAsync(_desk.Submitted(), new(false, "Nobody knows.", Verdict.Nobody, EndCause.Unknown), attempt: null, Token);

        _desk.Remembered().State.ShouldBe(LedgerState.Lost);
    }

    public void Dispose() => _desk.Dispose();
}
