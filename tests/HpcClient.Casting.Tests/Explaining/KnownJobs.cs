using HpcClient.Casting.Explaining;
using HpcClient.Casting.Ledger;
using HpcClient.Settings.Folder;
using Microsoft.Extensions.Time.Testing;

namespace HpcClient.Casting.Tests.Explaining;

/// <summary>A folder with a real ledger, whose lease a sweep has.</summary>
internal sealed class KnownJobs : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public KnownJobs()
    {
        Folder = new(_temporary.Path);
        foreach (var path in (string[])[Folder.State, Folder.Generated, Folder.Queue, Folder.Claims, Folder.Ends])
        {
            Directory.CreateDirectory(path);
        }

        Ledger = LedgerStore.Open(Folder.LedgerFile, Time);
        Ledger.TryTakeLease(LeaseHolder.Me()).ShouldBeNull();
    }

    public WorkFolder Folder { get; }

    public FakeTimeProvider Time { get; } = new(new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public LedgerStore Ledger { get; }

    /// <summary>Writes a row of the job's history; the first makes the job.</summary>
    public LedgerEntry Remember(string id, LedgerState state, string cause = "test", string evidence = "", Func<LedgerEntry, LedgerEntry>? change = null)
    {
        var entry = Ledger.Find(id) ?? new() { JobId = id, State = state, Scheduler = "slurm", Gear = "count-lines 1.0.0", CreatedAt = Time.GetUtcNow(), ChangedAt = Time.GetUtcNow() };
        Time.Advance(TimeSpan.FromSeconds(10));
        return Ledger.Write((change ?? (e => e))(entry with { State = state }), cause, evidence);
    }

    public FoundJobs Find(string part)
    {
        using var reader = LedgerReader.TryOpen(Folder.LedgerFile);
        return new JobSearch(Folder, reader).Find(part);
    }

    public JobStory Story(string part) => Find(part).ShouldBeOfType<FoundJobs.One>().Story;

    public string Text(string part) => string.Join('\n', new StoryText(TimeZoneInfo.Utc, Time.GetUtcNow()).Lines(Story(part)));

    public void Dispose()
    {
        Ledger.Dispose();
        _temporary.Dispose();
    }
}
