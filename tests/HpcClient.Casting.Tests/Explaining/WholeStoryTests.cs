using System.Text.Json;
using HpcClient.Casting.Explaining;
using HpcClient.Casting.Ledger;
using HpcClient.Casting.Ledger.Attempts;
using HpcClient.Casting.Ledger.Orders;
using HpcClient.Casting.Ledger.Outbox;
using HpcClient.Flywheel.Jobs;
using HpcClient.Scheduling.Observations;

namespace HpcClient.Casting.Tests.Explaining;

/// <summary>The parts of a job's story that came with submissions, the outbox and orders.</summary>
public sealed class WholeStoryTests : IDisposable
{
    private const string Id = "64b5bce63a26373568590001";
    private const string Evil = "x\n\u001b[2J\u202E";

    private readonly KnownJobs _jobs = new();

    [Fact]
    public void A_job_in_the_queue_says_its_place_and_the_expected_start()
    {
        _jobs.Remember(Id, LedgerState.Queued, change: e => e with
        {
            User = "alice@example.org",
            Reason = "waits for a free GPU",
            JobsAhead = 3,
            ExpectedStart = new(2026, 1, 2, 14, 20, 0, TimeSpan.Zero),
        });

        var text = _jobs.Text(Id);

        text.ShouldContain("user:        alice@example.org");
        text.ShouldContain("waits:       waits for a free GPU; 3 jobs before it; slurm expects to start it at 2026-01-02 14:20 UTC");
        var job = Json().GetProperty("job");
        job.GetProperty("jobs_ahead").GetInt32().ShouldBe(3);
        job.GetProperty("expected_start").GetString().ShouldBe("2026-01-02T14:20:00Z");
        job.GetProperty("last_submission").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public void Each_submission_is_told_with_what_it_used_of_what_it_asked_for()
    {
        End(Attempt());

        _jobs.Text(Id).ReplaceLineEndings("\n").ShouldContain("""
            Submissions
              1  slurm:4711
                 asked:       4 CPUs, 16G, walltime 4:00:00
                 submitted:   2026-01-02 03:04:05 +00:00
                 ran:         2026-01-02 03:04:05 +00:00 to 2026-01-02 05:04:05 +00:00, on node7
                 ended:       out of memory; no success
                 used:        memory 4 GiB of 16 GiB (25%) at the peak; CPU 2:00:00 of 4 x 2:00:00 (25%); walltime 2:00:00 of 4:00:00 (50%); GPU 35% busy 2 GiB at the peak; says cgroup
            """.ReplaceLineEndings("\n"));
        var submission = Json().GetProperty("submissions")[0];
        submission.GetProperty("cause").GetString().ShouldBe("out_of_memory");
        submission.GetProperty("cpu_efficiency_percent").GetDouble().ShouldBe(25);
        submission.GetProperty("memory_percent").GetDouble().ShouldBe(25);
    }

    [Fact]
    public void A_submission_without_figures_says_that_they_are_not_known()
    {
        End(Attempt() with { Usage = new(), Cause = null });

        _jobs.Text(Id).ShouldContain("used:        not known");
        Json().GetProperty("submissions")[0].GetProperty("peak_memory_bytes").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public void The_verdict_names_its_witness_and_the_site_what_it_was_told_and_what_not_yet()
    {
        End(Attempt());
        var message = _jobs.Ledger.Outbox(Id)[0];
        _jobs.Ledger.Write(new LedgerChange(_jobs.Ledger.Find(Id)!, "the site was told: fw-hpc-client: It used more memory.") { Settled = message });
        _jobs.Ledger.Postpone(_jobs.Ledger.Outbox(Id)[0] with { Tries = 2, NextAt = _jobs.Time.GetUtcNow(), Problem = "The site does not answer." });

        var text = _jobs.Text(Id);

        text.ShouldContain("Verdict\n  It used more memory than asked.\n  witness:     engine and slurm");
        text.ShouldContain("the site was told: fw-hpc-client: It used more memory.");
        text.ShouldContain("not yet: the job is failed (sent 2 times in vain, again at 2026-01-02 03:04:15 +00:00: The site does not answer.)");
        var json = Json();
        json.GetProperty("verdict").GetProperty("witness").GetString().ShouldBe("engine and slurm");
        json.GetProperty("not_told")[0].GetProperty("tries").GetInt32().ShouldBe(2);
    }

    [Fact]
    public void Orders_are_told_with_their_answers()
    {
        _jobs.Remember(Id, LedgerState.Running);
        var number = _jobs.Ledger.Add(Id, OrderKind.Cancel, "alice@login1");
        _jobs.Ledger.Answer(_jobs.Ledger.Order(number)! with { DoneAt = _jobs.Time.GetUtcNow(), Succeeded = true, Answer = "It is cancelled." });
        _jobs.Ledger.Add(Id, OrderKind.Forget, Evil);

        var text = _jobs.Text(Id);

        text.ShouldContain("alice@login1 asked to cancel it: It is cancelled.");
        text.ShouldContain("asked to forget it: not carried out yet");
        Json().GetProperty("orders")[0].GetProperty("answer").GetString().ShouldBe("It is cancelled.");
    }

    [Fact]
    public void What_strangers_wrote_in_any_of_it_does_not_reach_the_terminal()
    {
        End(Attempt() with { Asked = Evil, Node = Evil, SchedulerJobId = Evil, Usage = new() { CpuSeconds = 1, Source = Evil } }, Evil);
        _jobs.Ledger.Postpone(_jobs.Ledger.Outbox(Id)[0] with { Tries = 1, Problem = Evil });
        _jobs.Ledger.Add(Id, OrderKind.Forget, Evil);

        _jobs.Text(Id).Where(c => c != '\n' && (char.IsControl(c) || c == '\u202E')).ShouldBeEmpty();
    }

    public void Dispose() => _jobs.Dispose();

    private void End(LedgerAttempt attempt, string user = "alice@example.org")
    {
        _jobs.Remember(Id, LedgerState.Running, change: e => e with { User = user, SchedulerJobId = "4711", Submissions = 1 });
        _jobs.Ledger.Write(new LedgerChange(
            _jobs.Ledger.Find(Id)! with { State = LedgerState.Ended, Succeeded = false, Reason = "It used more memory than asked." }, "It used more memory than asked.", "witness: engine and slurm")
        {
            Attempt = attempt,
            Messages = [MessageDraft.Log("fw-hpc-client: It used more memory."), MessageDraft.State(JobState.Failed)],
        });
    }

    private JsonElement Json()
    {
        using var written = new MemoryStream();
        StoryJson.Write(written, _jobs.Story(Id));
        using var json = JsonDocument.Parse(written.ToArray());
        return json.RootElement.Clone();
    }

    private static LedgerAttempt Attempt()
    {
        var start = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        return new()
        {
            JobId = Id,
            Number = 1,
            Nonce = "n",
            Scheduler = "slurm",
            SchedulerJobId = "4711",
            Asked = "4 CPUs, 16G, walltime 4:00:00",
            AskedCpus = 4,
            AskedMemoryBytes = 16L << 30,
            AskedWalltime = TimeSpan.FromHours(4),
            AskedGpus = 1,
            SubmittedAt = start,
            StartedAt = start,
            EndedAt = start.AddHours(2),
            Node = "node7",
            Cause = EndCause.OutOfMemory,
            Succeeded = false,
            Usage = new() { CpuSeconds = 7200, PeakMemoryBytes = 4L << 30, WallSeconds = 7200, GpuPercent = 35, GpuMemoryBytes = 2L << 30, Source = "cgroup" },
        };
    }
}
