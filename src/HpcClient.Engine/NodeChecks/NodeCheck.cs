using HpcClient.Engine.Configuration;
using HpcClient.Engine.Images.Library;
using HpcClient.Flywheel;
using HpcClient.Flywheel.Errors;
using HpcClient.Settings.Folder;
using HpcClient.Settings.Records;

namespace HpcClient.Engine.NodeChecks;

/// <summary>
/// What the engine does on a node for a probe of <c>doctor --deep</c>: instead of a job it looks whether one could run there,
/// started by the same script and in the same environment as every job.
/// </summary>
public static class NodeCheck
{
    private const string AnyGroup = "hpc-whitelist";

    /// <summary>Whether <paramref name="jobId"/> is a probe.</summary>
    public static bool IsProbe(string jobId) => jobId.StartsWith(NodeReport.IdPrefix, StringComparison.Ordinal);

    /// <summary>Looks, and leaves the report in the folder.</summary>
    /// <param name="probeId">The probe.</param>
    /// <param name="settings">The engine's settings; null with <paramref name="faults"/>.</param>
    /// <param name="faults">What is wrong with its variables.</param>
    /// <param name="folder">Where the report goes when there are no settings.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task RunAsync(string probeId, EngineSettings? settings, IReadOnlyList<string> faults, WorkFolder folder, CancellationToken cancellationToken)
    {
        var report = new NodeReport { Id = probeId, Host = Environment.MachineName, User = Environment.UserName, Faults = faults };
        if (settings is not null)
        {
            folder = settings.Folder;
            var (siteFault, offset) = await SiteAsync(settings, cancellationToken);
            report = report with
            {
                SchedulerJob = settings.Scheduler?.ToString(),
                Runtimes = await RuntimeLook.FindAsync(cancellationToken),
                SiteFault = siteFault,
                ClockOffsetSeconds = offset?.TotalSeconds,
                Scratch = FolderLook.At(settings.TempFolder),
                Cache = FolderLook.At(settings.CacheFolder),
                Cpus = settings.Resources.Cpus,
                MemoryBytes = settings.Resources.MemoryBytes,
                Gpus = settings.Resources.GpuCount,
            };
            if (File.Exists(folder.ProbeImageOf(probeId)))
            {
                report = await ImageAsync(report, await File.ReadAllTextAsync(folder.ProbeImageOf(probeId), cancellationToken), settings, cancellationToken);
            }
        }

        Directory.CreateDirectory(folder.Doctor);
        RecordFile.WriteNodeReport(folder.NodeReportOf(probeId), report);
    }

    private static async Task<NodeReport> ImageAsync(NodeReport report, string image, EngineSettings settings, CancellationToken cancellationToken)
    {
        await using var library = new ImageLibrary(settings, Console.Error, TimeProvider.System) { AsOnNode = true };
        var pull = await library.PullAsync(image.Trim(), anew: true, cancellationToken);
        return report with { Image = image.Trim(), ImageRuntime = pull.Runtime, ImageFault = pull.Fault };
    }

    private static async Task<(string? Fault, TimeSpan? Offset)> SiteAsync(EngineSettings settings, CancellationToken cancellationToken)
    {
        using var site = new SiteClient(settings.Site!);
        try
        {
            // Any call after the login: its answer also tells the site's clock.
            await site.GetGroupAsync(AnyGroup, cancellationToken);
            return (null, site.ClockOffset);
        }
        catch (SiteException e)
        {
            return (e.Message, null);
        }
    }
}
