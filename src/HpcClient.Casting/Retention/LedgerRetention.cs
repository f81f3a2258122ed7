using HpcClient.Casting.Ledger;
using HpcClient.Settings.Cast;
using HpcClient.Settings.Folder;
using Microsoft.Extensions.Logging;

namespace HpcClient.Casting.Retention;

/// <summary>
/// Lets jobs leave the ledger, and their files the folder, when they have been over and acknowledged for long. The site never
/// offers such a job again, so forgetting it lets nothing run twice.
/// </summary>
/// <param name="folder">The folder.</param>
/// <param name="settings">How long to keep.</param>
/// <param name="ledger">Our memory.</param>
/// <param name="time">Clock.</param>
/// <param name="log">Hears of what left.</param>
public sealed class LedgerRetention(WorkFolder folder, CastSettings settings, LedgerStore ledger, TimeProvider time, ILogger log)
{
    /// <summary>Most jobs that leave in one pass.</summary>
    public const int MostAtOnce = 200;

    private const double DaysPerMonth = 30.44;

    /// <summary>Lets some go.</summary>
    public void Prune()
    {
        var now = time.GetUtcNow();
        var gone = ledger.Prune(now - TimeSpan.FromDays(settings.KeepReportedDays), now - TimeSpan.FromDays(settings.KeepUsageMonths * DaysPerMonth), MostAtOnce);
        foreach (var job in gone)
        {
            RemoveFiles(job);
        }

        if (gone.Count > 0)
        {
            log.LogInformation("{Count} jobs that were over for more than {Days} days left the ledger, with their scripts and logs.", gone.Count, settings.KeepReportedDays);
        }
    }

    // Files last: one that stays behind because we die in between keeps a job from being cast again, and harms nobody.
    private void RemoveFiles(string job)
    {
        // A folder that no job ever needed, such as that of the attempts, may not be there at all, and to delete in it is a fault.
        foreach (var path in ((string[])[folder.ScriptOf(job), folder.QueueLogOf(job), folder.AttemptOf(job)]).Where(File.Exists))
        {
            File.Delete(path);
        }

        foreach (var path in new[] { folder.Claims, folder.Ends }.Where(Directory.Exists).SelectMany(records => Directory.EnumerateFiles(records, $"{job}.*")))
        {
            File.Delete(path);
        }
    }
}
