using HpcClient.Casting.Ledger;
using HpcClient.Casting.Ledger.Orders;
using HpcClient.Casting.Orders;
using HpcClient.Casting.Tests.Sweeping;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Jobs;
using static HpcClient.Casting.Tests.Sweeping.CastingDesk;

namespace HpcClient.Casting.Tests.Orders;

/// <summary>An operator asks that a job be cancelled.</summary>
public sealed class JobCancellingTests : IDisposable
{
    private readonly CastingDesk _desk = new();

    public JobCancellingTests() => _desk.Site.Has(Job, JobState.Running);

    [Theory]
    [InlineData(LedgerState.Refused)]
    [InlineData(LedgerState.Reported)]
    [InlineData(LedgerState.Superseded)]
    [InlineData(LedgerState.Ended)]
    [InlineData(LedgerState.Lost)]
    public async Task A_job_that_is_over_is_left_as_it_ended(LedgerState state)
    {
        var before = _desk.Submitted(state: state);

        (await CancelAsync()).ShouldBe((false, $"Job {Job} is over already ({state.Word()}), so there is nothing to cancel."));

        _desk.Remembered().ShouldBe(before);
        _desk.Site.Calls.ShouldBeEmpty();
        _desk.Scheduler.Cancelled.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_job_at_the_scheduler_is_cancelled_there_and_at_the_site_and_stays_on_the_books_until_it_is_gone()
    {
        _desk.Submitted(state: LedgerState.Queued);

        (await CancelAsync()).ShouldBe((true, $"Job {Job} is cancelled at the site, and its slurm job 7 is being cancelled."));

        _desk.Scheduler.Cancelled.ShouldBe(["7"]);
        _desk.Site.Calls.ShouldBe([$"log {Job}", $"state {Job} cancelled"]);
        _desk.Site.Logged.ShouldBe(["fw-hpc-client: An operator of the cluster (ada@login1) cancelled the job.\n"]);
        var entry = _desk.Remembered();
        (entry.State, entry.CancelledAt, entry.Reason).ShouldBe((LedgerState.Queued, _desk.Now, "An operator of the cluster (ada@login1) cancelled the job"));
        _desk.Ledger.History(Job).ShouldContain(row => row.Evidence == "asked for by ada@login1");
    }

    [Fact]
    public async Task A_submission_that_nobody_has_found_yet_is_cancelled_at_the_site_and_looked_for_further()
    {
        _desk.Has(LedgerState.Intended);

        (await CancelAsync()).ShouldBe((true, $"Job {Job} is cancelled at the site; its job at slurm could not be cancelled yet and is tried again with each pass."));

        _desk.Scheduler.Cancelled.ShouldBeEmpty();
        (_desk.Remembered().State, _desk.Remembered().CancelledAt).ShouldBe((LedgerState.Intended, null));
    }

    [Fact]
    public async Task A_job_that_waits_here_is_over_at_once()
    {
        _desk.Has(LedgerState.Admitted);

        (await CancelAsync()).ShouldBe((true, $"Job {Job} is cancelled; slurm did not have it."));

        var entry = _desk.Remembered();
        (entry.State, entry.Succeeded, entry.Reason).ShouldBe((LedgerState.Superseded, false, "An operator of the cluster (ada@login1) cancelled the job."));
        _desk.Ledger.History(Job).ShouldContain(row => row.To == LedgerState.Superseded && row.Evidence == "asked for by ada@login1");
        _desk.Site.Jobs[Job].State.ShouldBe(JobState.Cancelled);
        _desk.Scheduler.Cancelled.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_site_that_is_away_hears_of_it_later()
    {
        _desk.Has(LedgerState.Admitted);
        _desk.Site.Fault = _ => Fault(SiteFault.Unreachable);
        await CancelAsync();
        _desk.Site.Fault = _ => null;
        _desk.Time.Advance(TimeSpan.FromMinutes(1));

        await new OrderPass(_desk.Parts).RunAsync(Token);

        _desk.Site.Jobs[Job].State.ShouldBe(JobState.Cancelled);
    }

    [Fact]
    public async Task Who_asked_is_shown_without_what_could_break_a_line()
    {
        _desk.Has(LedgerState.Admitted);

        await CancelAsync("eve\nroot@login1");

        _desk.Site.Logged.ShouldHaveSingleItem().ShouldBe("fw-hpc-client: An operator of the cluster (eve?root@login1) cancelled the job.\n");
    }

    [Fact]
    public async Task Orders_are_answered_one_by_one_and_logged_with_who_asked()
    {
        _desk.Has(LedgerState.Reported);
        var first = _desk.Ledger.Add(Job, OrderKind.Cancel, "ada@login1");
        var second = _desk.Ledger.Add(Other, OrderKind.Cancel, "bob@login2");

        await new OrderPass(_desk.Parts).RunAsync(Token);

        _desk.Ledger.OpenOrders().ShouldBeEmpty();
        _desk.Ledger.Order(first)!.Succeeded.ShouldBe(false);
        _desk.Ledger.Order(second)!.Succeeded.ShouldBe(false);
        _desk.Ledger.Order(second)!.Answer.ShouldBe($"Job {Other} is not in the ledger, so there is nothing to cancel.");
        _desk.Log.Lines.ShouldBe(
        [
            $"ada@login1 asked to cancel job {Job}: Job {Job} is over already (reported), so there is nothing to cancel.",
            $"bob@login2 asked to cancel job {Other}: Job {Other} is not in the ledger, so there is nothing to cancel.",
        ]);
    }

    [Fact]
    public async Task A_job_that_is_forgotten_is_said_to_be_cast_again()
    {
        _desk.Has(LedgerState.Reported);
        var order = _desk.Ledger.Add(Job, OrderKind.Forget, "ada@login1");

        await new OrderPass(_desk.Parts).RunAsync(Token);

        (_desk.Ledger.Order(order)!.Succeeded, _desk.Ledger.Order(order)!.Answer).ShouldBe((true, $"Job {Job} is forgotten: it is cast again if the site still offers it."));
        _desk.Remembered().State.ShouldBe(LedgerState.Seen);
    }

    [Fact]
    public async Task A_job_that_cannot_be_forgotten_is_not_said_to_be()
    {
        _desk.Has(LedgerState.Intended);
        var order = _desk.Ledger.Add(Job, OrderKind.Forget, "ada@login1");

        await new OrderPass(_desk.Parts).RunAsync(Token);

        _desk.Ledger.Order(order)!.Succeeded.ShouldBe(false);
    }

    [Fact]
    public async Task A_job_is_forgotten_also_in_a_folder_where_no_engine_has_made_its_folders_yet()
    {
        _desk.Has(LedgerState.Reported);
        Directory.Delete(_desk.Folder.Ends);
        Directory.Delete(_desk.Folder.Claims);
        await File.WriteAllTextAsync(_desk.Folder.ScriptOf(Job), $"#SBATCH --job-name=fw-{Job}\n", Token);
        var order = _desk.Ledger.Add(Job, OrderKind.Forget, "ada@login1");

        await new OrderPass(_desk.Parts).RunAsync(Token);

        _desk.Ledger.Order(order)!.Succeeded.ShouldBe(true, "an order that fails at each pass keeps all sweeps from their work");
        File.Exists(_desk.Folder.ScriptOf(Job)).ShouldBeFalse();
    }

    public void Dispose() => _desk.Dispose();

    private async Task<(bool? Done, string? Answer)> CancelAsync(string who = "ada@login1")
    {
        var number = _desk.Ledger.Add(Job, OrderKind.Cancel, who);
        await new OrderDesk(_desk.Parts).CarryOutAsync(Token);
        var order = _desk.Ledger.Order(number)!;
        return (order.Succeeded, order.Answer);
    }
}
