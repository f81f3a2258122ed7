using HpcClient.Commands.Cast;
using HpcClient.Engine.NodeChecks;
using HpcClient.Scheduling.Discovery;
using HpcClient.Settings.Cast;
using HpcClient.Settings.Folder;
using HpcClient.Settings.Records;
using Microsoft.Extensions.Logging.Abstractions;

namespace HpcClient.Commands.Setup;

/// <summary>What <c>setup</c> finds before it asks.</summary>
/// <param name="Clusters">Schedulers, the likeliest first; never empty.</param>
/// <param name="Runtimes">Container runtimes on this machine, with their versions.</param>
/// <param name="Scratch">Folders that may hold large data, as far as they are there and can be written to.</param>
internal sealed record SetupFacts(IReadOnlyList<ClusterFacts> Clusters, IReadOnlyList<string> Runtimes, IReadOnlyList<FolderReport> Scratch)
{
    /// <summary>The place of the installation, or what is there above it; null when it was not looked at.</summary>
    public FolderReport? Place { get; init; }

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Looks.</summary>
    public static async Task<SetupFacts> FindAsync(WorkFolder folder, CancellationToken cancellationToken)
    {
        var place = SchedulerPlace.Of(folder, new CastSettings { Cluster = "local" }, TimeProvider.System, NullLogger.Instance);
        return new(
            await ClusterDiscovery.FindAsync(place with { QueryTimeout = Patience }, cancellationToken),
            await RuntimeLook.FindAsync(cancellationToken),
            [.. Candidates().Where(Directory.Exists).Distinct().Select(FolderLook.At).Where(report => report.Fault is null)])
        {
            Place = FolderLook.At(Above(folder.Root)),
        };
    }

    /// <summary>The same, with <paramref name="cluster"/> as the likeliest.</summary>
    public SetupFacts Preferring(string cluster) => this with
    {
        Clusters = [Of(cluster) ?? new(cluster, "named with --cluster"), .. Clusters.Where(facts => facts.Cluster != cluster)],
    };

    /// <summary>The facts of one cluster; null when none are known.</summary>
    public ClusterFacts? Of(string? cluster) => Clusters.FirstOrDefault(facts => facts.Cluster == cluster);

    // The folder itself is not made before all is answered.
    private static string Above(string path)
    {
        while (!Directory.Exists(path))
        {
            path = Path.GetDirectoryName(path)!;
        }

        return path;
    }

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable("SCRATCH") is { Length: > 0 } named && named.StartsWith('/'))
        {
            yield return named;
        }

        foreach (var root in (string[])["/scratch", "/work", "/lustre", "/gpfs"])
        {
            yield return Path.Combine(root, Environment.UserName);
        }
    }
}
