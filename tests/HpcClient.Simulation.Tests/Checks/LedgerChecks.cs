using HpcClient.Casting.Ledger;
using HpcClient.Flywheel.Jobs;

namespace HpcClient.Simulation.Tests.Checks;

/// <summary>Holds the ledger against the site.</summary>
internal sealed class LedgerChecks(World world) : IDisposable
{
    private LedgerReader? _reader;

    // One for all passes: opening costs more than reading.
    private LedgerReader? Ledger => _reader ??= LedgerReader.TryOpen(world.Folder.LedgerFile);

    /// <summary>After each pass: what the ledger has done with must be over at the site, or still be on its way there.</summary>
    public void AfterPass()
    {
        var ledger = Ledger;
        foreach (var entry in ledger?.Jobs().Where(entry => entry.State.IsFinal()) ?? [])
        {
            var job = world.Site.Job(entry.JobId);
            if (!job.State.IsFinal() && ledger!.Outbox(entry.JobId).Count == 0)
            {
                throw new ViolationException($"the ledger has done with {job} ({entry.State}: {entry.Reason}), and the site has it {job.State}");
            }
        }
    }

    /// <summary>What is left to do; null when nothing is.</summary>
    public string? Unfinished()
    {
        var ledger = Ledger;
        return world.Site.Jobs.FirstOrDefault(job => !job.State.IsFinal()) is { } open ? $"{open} is {open.State} at the site{Remembered(ledger, open.Id)}"
            : ledger?.Jobs().FirstOrDefault(entry => !entry.State.IsFinal()) is { } entry ? $"job {entry.JobId} is {entry.State} in the ledger ({entry.Reason})"
            : ledger?.Jobs().FirstOrDefault(known => ledger.Outbox(known.JobId).Count > 0) is { } untold ? $"the site was not told all of job {untold.JobId}"
            : world.Cluster.Jobs.FirstOrDefault(job => !job.IsOver) is { } queued ? $"scheduler job {queued} is {queued.Phase}"
            : world.Cluster.Engines.FirstOrDefault() is { } engine ? $"engine {engine} is at work"
            : null;
    }

    /// <summary>When all is over: both have the same end of each job.</summary>
    public void AtTheEnd()
    {
        var ledger = Ledger;
        foreach (var entry in ledger?.Jobs() ?? [])
        {
            var job = world.Site.Job(entry.JobId);
            if ((entry.Succeeded == true) != (job.State == JobState.Complete))
            {
                throw new ViolationException($"{job} is {job.State} at the site, and the ledger says {entry.State}, {(entry.Succeeded == true ? "a" : "no")} success ({entry.Reason})");
            }
        }
    }

    public void Dispose() => _reader?.Dispose();

    private static string Remembered(LedgerReader? ledger, string job) =>
        ledger?.Matching(job) is [var entry] ? $", and {entry.State} in the ledger ({entry.Reason})" : ", and the ledger has never seen it";
}
