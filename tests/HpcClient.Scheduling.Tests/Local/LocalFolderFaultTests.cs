using HpcClient.Posix.Processes;
using HpcClient.Scheduling.Local;
using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Submission;

namespace HpcClient.Scheduling.Tests.Local;

/// <summary>The state folder of local jobs in every unfit condition: nothing throws, and nothing is taken for gone.</summary>
public sealed class LocalFolderFaultTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_one_sentence_everywhere_and_all_is_tried_again()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("file"), "");
        var root = folder.File("file/state");
        var scheduler = SchedulerRegistry.Create("local", new() { LocalStateFolder = root, ShepherdCommand = ["/bin/true"] });
        var says = $"The folder of local jobs '{root}' cannot be used: ";

        var results = await scheduler.SubmitAsync([Intents.Of("/x/1.sh"), Intents.Of("/x/2.sh")], default);
        results.Count.ShouldBe(2);
        foreach (var result in results)
        {
            var refused = result.ShouldBeOfType<SubmissionResult.Refused>();
            refused.WorthRetrying.ShouldBeTrue();
            refused.Reason.ShouldStartWith(says);
        }

        var snapshot = await scheduler.ObserveAsync(new() { SchedulerJobIds = ["1"], Since = default }, default);
        (snapshot.QueueAnswered, snapshot.AccountingAnswered, snapshot.Observations.Count).ShouldBe((false, false, 0));
        snapshot.Problems.ShouldHaveSingleItem().ShouldStartWith(says);

        (await scheduler.CancelAsync("1", default)).ShouldNotBeNull().ShouldStartWith($"Local job 1 could not be cancelled: {says}");
        (await scheduler.CheckAsync(default)).ShouldNotBeNull().ShouldStartWith(says);
    }

    [Fact]
    public async Task A_job_that_has_lost_its_description_makes_no_job_look_forgotten()
    {
        using var site = new LocalSite(shepherd: ["/nowhere/fw-hpc-client"]);
        var id = await site.Submit(Intents.Of(site.Script("true")));
        var description = Path.Combine(Active(site).Single(), "job.json");
        var text = await File.ReadAllTextAsync(description);
        foreach (var damage in (Action[])[() => File.Delete(description), () => File.WriteAllText(description, "{"), () => File.WriteAllText(description, "")])
        {
            damage();

            var snapshot = await site.Scheduler.ObserveAsync(new() { SchedulerJobIds = [id], Since = default }, default);

            snapshot.QueueAnswered.ShouldBeFalse();
            snapshot.Problems.ShouldHaveSingleItem().ShouldContain("cannot be used");
        }

        await File.WriteAllTextAsync(description, text);
        (await site.Observe(id)).Phase.ShouldBe(SchedulerPhase.Queued);
    }

    [Fact]
    public async Task A_last_ticket_that_is_no_number_refuses_jobs_with_the_file_s_name()
    {
        using var site = new LocalSite(shepherd: ["/bin/true"]);
        var file = Path.Combine(site.StateFolder, "last-ticket");
        await File.WriteAllTextAsync(file, "x");

        var refused = (await site.Scheduler.SubmitAsync([Intents.Of(site.Script("true"))], default)).Single().ShouldBeOfType<SubmissionResult.Refused>();

        refused.WorthRetrying.ShouldBeTrue();
        refused.Reason.ShouldContain($"'{file}' holds no number.");
        Directory.CreateDirectory(Path.Combine(site.StateFolder, "active"));
    }

    [Fact]
    public async Task A_job_folder_that_is_there_already_is_not_overwritten_and_no_draft_is_left()
    {
        using var site = new LocalSite(shepherd: ["/nowhere/fw-hpc-client"]);
        var name = Intents.NewName();
        await site.Submit(Intents.Of(site.Script("true"), name));
        await File.WriteAllTextAsync(Path.Combine(site.StateFolder, "last-ticket"), "0");
        var before = await File.ReadAllTextAsync(Path.Combine(Active(site).Single(), "job.json"));

        Should.Throw<IOException>(() => LocalJobFolder.Make(Path.Combine(site.StateFolder, "active"), 1, Job(name)));

        Active(site).ShouldHaveSingleItem();
        (await File.ReadAllTextAsync(Path.Combine(Active(site).Single(), "job.json"))).ShouldBe(before);
    }

    [Theory]
    [InlineData("{\"cpus\": 0}", "must give 'cpus' as a number above 0")]
    [InlineData("{\"cpus\": 2, \"memory\": \"lots\"}", "must give 'cpus' as a number above 0 and 'memory' as a text such as \"12G\"")]
    [InlineData("{", "cannot be read: ")]
    public async Task Unreadable_slots_refuse_new_jobs_for_now_and_keep_the_queued_ones(string slots, string says)
    {
        using var site = new LocalSite(shepherd: ["/nowhere/fw-hpc-client"]);
        var id = await site.Submit(Intents.Of(site.Script("true")));
        await File.WriteAllTextAsync(Path.Combine(site.StateFolder, "slots.json"), slots);

        var refused = (await site.Scheduler.SubmitAsync([Intents.Of(site.Script("true"))], default)).Single().ShouldBeOfType<SubmissionResult.Refused>();
        var snapshot = await site.Scheduler.ObserveAsync(new() { SchedulerJobIds = [id], Since = default }, default);

        refused.WorthRetrying.ShouldBeTrue();
        refused.Reason.ShouldContain(says);
        snapshot.Observations.ShouldHaveSingleItem().Phase.ShouldBe(SchedulerPhase.Queued);
        snapshot.Problems.ShouldHaveSingleItem().ShouldContain(says);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/../b")]
    [InlineData("a b")]
    [InlineData("é")]
    public async Task A_name_that_could_be_a_path_is_refused_for_good(string name)
    {
        using var site = new LocalSite(shepherd: ["/bin/true"]);

        var refused = (await site.Scheduler.SubmitAsync([Intents.Of(site.Script("true"), name)], default)).Single().ShouldBeOfType<SubmissionResult.Refused>();

        refused.ShouldBe(new SubmissionResult.Refused($"'{name}' cannot name a local job: use letters, digits, '-', '_' and '.' only.", WorthRetrying: false));
        Active(site).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(201, false)]
    public async Task A_name_has_200_characters_at_most(int length, bool isTaken)
    {
        using var site = new LocalSite(shepherd: ["/nowhere/fw-hpc-client"]);
        var result = (await site.Scheduler.SubmitAsync([Intents.Of(site.Script("true"), new string('a', length))], default)).Single();
        (result is SubmissionResult.Accepted).ShouldBe(isTaken);
    }

    [Fact]
    public async Task A_job_is_too_large_only_when_it_asks_for_more_than_all_there_is()
    {
        using var site = new LocalSite(cpus: 2, memory: "1G", shepherd: ["/nowhere/fw-hpc-client"]);
        await site.Submit(Intents.Of(site.Script("true"), cpus: 2, memoryMegabytes: 1024));
        foreach (var (cpus, megabytes) in ((int, long)[])[(3, 16), (1, 1025)])
        {
            var refused = (await site.Scheduler.SubmitAsync([Intents.Of(site.Script("true"), cpus: cpus, memoryMegabytes: megabytes)], default)).Single()
                .ShouldBeOfType<SubmissionResult.Refused>();
            refused.WorthRetrying.ShouldBeFalse();
            refused.Reason.ShouldStartWith($"The job asks for {cpus} CPUs and ");
            refused.Reason.ShouldContain("this machine gives local jobs 2 CPUs and 1 GB: lower scheduler_cpu or scheduler_ram");
        }
    }

    [Fact]
    public async Task What_became_of_a_job_whose_watcher_is_gone_is_told_by_what_it_left()
    {
        using var site = new LocalSite(shepherd: ["/nowhere/fw-hpc-client"]);
        var gone = new LocalProcess(int.MaxValue, 1, LocalProcess.Current().BootId);
        foreach (var (process, says) in ((LocalProcess?, string)[])
        [
            (null, "the process that watched it died as it was about to start the script; whether it started is not known"),
            (gone with { BootId = "another boot" }, "the machine was restarted while it ran"),
            (gone, "the process that watched it was killed, so that its exit code is not known"),
        ])
        {
            var id = await site.Submit(Intents.Of(site.Script("true")));
            var job = new LocalJobFolder(Active(site).Single()) { Watch = new(gone, 1), Run = new(Now, process) };
            job.Id.ShouldBe(id);

            var end = await site.Observe(id);

            (end.Phase, end.Cause, end.Reason, end.StartedAt).ShouldBe((SchedulerPhase.Ended, EndCause.NodeFailure, says, Now));
        }
    }

    [Fact]
    public async Task A_script_whose_log_cannot_be_written_is_a_launch_failure()
    {
        using var site = new LocalSite();
        var file = site.Path_("file");
        await File.WriteAllTextAsync(file, "");

        var end = await site.Until(await site.Submit(Intents.Of(site.Script("true")) with { OutputPath = Path.Combine(file, "log.txt") }), SchedulerPhase.Ended);

        end.Cause.ShouldBe(EndCause.LaunchFailure);
        end.Reason.ShouldNotBeNull().ShouldContain(file);
    }

    [Fact]
    public async Task A_shepherd_leaves_alone_what_is_gone_over_cancelled_begun_or_watched_by_another()
    {
        using var site = new LocalSite(shepherd: ["/nowhere/fw-hpc-client"]);
        using var other = new ChildThatWaits();
        foreach (var change in (Action<LocalJobFolder>[])
        [
            job => job.End = new() { Cause = EndCause.ScriptSucceeded, EndedAt = Now },
            job => job.Cancel = new(Now),
            job => job.Run = new(Now, null),
            job => job.Watch = new(LocalProcess.Of(other.Identity), 1),
            job => Directory.Delete(job.Path, recursive: true),
        ])
        {
            var mark = site.Path_("started");
            var id = await site.Submit(Intents.Of(site.Script($"touch '{mark}'")));
            var job = new LocalJobFolder(Active(site).Single());
            job.Id.ShouldBe(id);
            change(job);

            (await LocalShepherd.RunAsync(job.Path, ["/bin/true"], TimeProvider.System, default)).ShouldBe(LocalShepherd.NothingToDo);

            File.Exists(mark).ShouldBeFalse();
            if (Directory.Exists(job.Path))
            {
                Directory.Delete(job.Path, recursive: true);
            }
        }
    }

    private static string[] Active(LocalSite site) => Directory.GetFileSystemEntries(Path.Combine(site.StateFolder, "active"));

    private static LocalJob Job(string name) =>
        new() { JobName = name, Nonce = "n", ScriptPath = "/x", OutputPath = "/y", Cpus = 1, MemoryBytes = 1, SubmittedAt = Now };

    /// <summary>A process that is there until the test is over.</summary>
    private sealed class ChildThatWaits : IDisposable
    {
        private readonly RunningChild _child = RunningChild.Start(new() { Program = "sleep", Arguments = ["1000"] }, (_, _) => ValueTask.CompletedTask);

        public ProcessIdentity Identity => ProcessIdentity.Of(_child.ProcessId)!;

        public void Dispose()
        {
            _child.Send(Signal.Kill);
            _child.Dispose();
        }
    }
}
