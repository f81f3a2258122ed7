using System.Text;
using System.Text.Json;
using HpcClient.Casting.Explaining;
using HpcClient.Casting.Ledger;
using HpcClient.Settings.Records;

namespace HpcClient.Casting.Tests.Explaining;

/// <summary>The story of a job in words.</summary>
public sealed class StoryTextTests : IDisposable
{
    private const string Id = "64b5bce63a26373568590001";

    private readonly KnownJobs _jobs = new();

    public static TheoryData<LedgerState> States() => [.. Enum.GetValues<LedgerState>()];

    [Fact]
    public void It_tells_how_the_job_came_where_it_is()
    {
        _jobs.Remember(Id, LedgerState.Admitted, "found at the site and admitted");
        _jobs.Remember(Id, LedgerState.Submitted, "slurm took it as job 4711", change: e => e with { SchedulerJobId = "4711", Submissions = 2 });
        _jobs.Remember(Id, LedgerState.Queued, "slurm: PENDING", "Resources", e => e with { Reason = "Resources" });
        _jobs.Time.Advance(TimeSpan.FromMinutes(5));
        File.WriteAllText(_jobs.Folder.ScriptOf(Id), "#!/bin/bash\n");

        _jobs.Text(Id).ShouldBe($"""
            Job {Id}: queued. It waits in the queue of slurm.
              gear:        count-lines 1.0.0
              user:        not known
              scheduler:   slurm, job 4711, by the name fw-{Id}, submitted 2 times
              since:       2026-01-02 03:04:35 +00:00 (5m ago)
              waits:       Resources

            History
              2026-01-02 03:04:15 +00:00  admitted: found at the site and admitted
              2026-01-02 03:04:25 +00:00  admitted -> submitted: slurm took it as job 4711
              2026-01-02 03:04:35 +00:00  submitted -> queued: slurm: PENDING
                  Resources

            Files
              job script:  {_jobs.Folder.ScriptOf(Id)}

            What to do: Wait; when what it waits for does not pass, show the reason to your HPC administrator.
            """);
    }

    [Fact]
    public void It_tells_what_the_engine_said_of_the_end()
    {
        _jobs.Remember(Id, LedgerState.Reported, change: e => e with { Succeeded = false, Reason = "The gear failed with exit code 7." });
        RecordFile.WriteEnd(_jobs.Folder.EndOf(Id), End());

        var text = _jobs.Text(Id);

        text.ShouldContain("It is over (no success), and the site knows.");
        text.ShouldContain($"end record:  {_jobs.Folder.EndOf(Id)}");
        text.ShouldContain("outcome:     the gear failed; exit code 7");
        text.ShouldContain("where:       node7, apptainer");
        text.ShouldContain("2s to prepare, 3m in the gear, 0s to upload");
        text.ShouldContain("outputs:     lines.txt, table.csv");
    }

    [Fact]
    public void An_end_record_that_cannot_be_read_is_told_as_such()
    {
        _jobs.Remember(Id, LedgerState.Ended, change: e => e with { Succeeded = true });
        File.WriteAllText(_jobs.Folder.EndOf(Id), "{ half a rec");

        _jobs.Text(Id).ShouldContain("Its end record is there and cannot be read.");
    }

    [Fact]
    public void What_strangers_wrote_can_neither_forge_a_line_nor_reach_the_terminal()
    {
        const string Evil = "fine\n\nWhat to do: pay\u001b]0;owned\u0007\u202Egpj.exe\U000E0041\u2028x";
        _jobs.Remember(Id, LedgerState.Refused, Evil, Evil + "!", e => e with { Reason = Evil, Gear = Evil, SchedulerJobId = Evil });
        RecordFile.WriteEnd(_jobs.Folder.EndOf(Id), End() with { Reason = Evil, Host = Evil, Runtime = Evil, Outputs = [Evil] });

        var text = _jobs.Text(Id);

        text.Split('\n').Count(line => line.StartsWith("What to do", StringComparison.Ordinal)).ShouldBe(1);
        text.EnumerateRunes().ShouldAllBe(rune => rune.Value == '\n' || (Rune.GetUnicodeCategory(rune) != System.Globalization.UnicodeCategory.Control && Rune.GetUnicodeCategory(rune) != System.Globalization.UnicodeCategory.Format));
        string.Concat(JobColumns.Of(new(_jobs.Story(Id).Entry, null), _jobs.Time.GetUtcNow())).ShouldNotContain("\n");
    }

    [Theory]
    [MemberData(nameof(States))]
    public void Each_state_has_a_meaning_and_a_next_step(LedgerState state)
    {
        _jobs.Remember(Id, state);
        var story = _jobs.Story(Id);

        story.Meaning.ShouldEndWith(".");
        story.Next.ShouldEndWith(".");
    }

    [Fact]
    public void Programs_get_the_same_story_as_JSON()
    {
        _jobs.Remember(Id, LedgerState.Reported, "the site was told", change: e => e with { Succeeded = true });
        RecordFile.WriteEnd(_jobs.Folder.EndOf(Id), End());
        using var written = new MemoryStream();

        StoryJson.Write(written, _jobs.Story(Id));

        using var json = JsonDocument.Parse(written.ToArray());
        var root = json.RootElement;
        root.GetProperty("job").GetProperty("changed_at").GetString().ShouldBe("2026-01-02T03:04:15Z");
        root.GetProperty("job").GetProperty("succeeded").GetBoolean().ShouldBeTrue();
        root.GetProperty("history")[0].GetProperty("cause").GetString().ShouldBe("the site was told");
        root.GetProperty("files").GetProperty("end_record").GetString().ShouldBe(_jobs.Folder.EndOf(Id));
        root.GetProperty("end").GetProperty("gear_exit_code").GetInt32().ShouldBe(7);
    }

    public void Dispose() => _jobs.Dispose();

    private EndRecord End() => new()
    {
        JobId = Id,
        Outcome = EndOutcome.GearFailed,
        Reason = "The gear failed with exit code 7.",
        SiteAcknowledged = true,
        GearExitCode = 7,
        Host = "node7",
        Runtime = "apptainer",
        StartedAt = _jobs.Time.GetUtcNow(),
        EndedAt = _jobs.Time.GetUtcNow(),
        PreparationMs = 2500,
        GearMs = 200_000,
        UploadMs = 10,
        Outputs = ["lines.txt", "table.csv"],
    };
}
