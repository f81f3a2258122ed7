using System.Text.Json;
using HpcClient.Scheduling.Local;
using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Submission;

namespace HpcClient.Scheduling.Tests.Local;

/// <summary>A local scheduler over a temporary folder, with real shepherd processes.</summary>
internal sealed class LocalSite : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public LocalSite(int cpus = 4, string memory = "8G", IReadOnlyList<string>? shepherd = null)
    {
        Directory.CreateDirectory(StateFolder);
        File.WriteAllText(Path.Combine(StateFolder, "slots.json"), $$"""{"cpus": {{cpus}}, "memory": "{{memory}}"}""");
        Context = new()
        {
            LocalStateFolder = StateFolder,
            ShepherdCommand = shepherd ?? [Path.Combine(AppContext.BaseDirectory, "HpcClient.Scheduling.TestShepherd"), "shepherd"],
        };
        Scheduler = SchedulerRegistry.Create("local", Context);
    }

    public SchedulerContext Context { get; }

    public IScheduler Scheduler { get; }

    public string StateFolder => _folder.File("state");

    public string Path_(string name) => _folder.File(name);

    public string Script(string body) => _folder.Script($"job-{Guid.NewGuid():N}.sh", body);

    public async Task<string> Submit(SubmissionIntent intent) =>
        (await Scheduler.SubmitAsync([intent], default)).ShouldHaveSingleItem().ShouldBeOfType<SubmissionResult.Accepted>().SchedulerJobId;

    public async Task<Observation> Observe(string id)
    {
        var snapshot = await Scheduler.ObserveAsync(new() { SchedulerJobIds = [id], Since = TimeProvider.System.GetUtcNow().AddHours(-1) }, default);
        snapshot.QueueAnswered.ShouldBeTrue();
        return snapshot.Observations.ShouldHaveSingleItem();
    }

    public Task<Observation> Until(string id, SchedulerPhase phase) => Eventually.Get(() => Observe(id), seen => seen.Phase == phase);

    /// <summary>The process id that one of the job's files names; waits until it is there.</summary>
    public async Task<int> ProcessOf(string id, string file)
    {
        var job = Directory.EnumerateDirectories(Path.Combine(StateFolder, "active")).Single(path => new LocalJobFolder(path).Id == id);
        return await Eventually.Get(() => Task.FromResult(Read()), processId => processId > 0);

        int Read()
        {
            var path = Path.Combine(job, file);
            return File.Exists(path) && JsonDocument.Parse(File.ReadAllText(path)).RootElement.TryGetProperty("process", out var process)
                ? process.GetProperty("processId").GetInt32()
                : 0;
        }
    }

    public void Dispose()
    {
        // Whatever a failed test left: cancelled jobs end, and only then may their folder go.
        var ids = Directory.EnumerateDirectories(Path.Combine(StateFolder, "active")).Where(path => LocalJobFolder.TicketOf(path) is not null).ToList();
        foreach (var job in ids)
        {
            Scheduler.CancelAsync(new LocalJobFolder(job).Id, default).GetAwaiter().GetResult();
        }

        Eventually.Holds(() => !Directory.EnumerateFileSystemEntries(Path.Combine(StateFolder, "active")).Any() || Settled()).GetAwaiter().GetResult();
        _folder.Dispose();
    }

    private bool Settled()
    {
        _ = Scheduler.ObserveAsync(new() { Since = default }, default).GetAwaiter().GetResult();
        return false;
    }
}
