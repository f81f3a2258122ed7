using System.Globalization;
using HpcClient.Output;
using HpcClient.Posix.Files;
using HpcClient.Scheduling.Discovery;
using HpcClient.Settings.Records;
using HpcClient.Settings.Resources;

namespace HpcClient.Commands.Setup;

/// <summary>What <c>setup</c> found, as a person reads it.</summary>
internal static class FactsText
{
    private const double Giga = 1e9;
    private const double MegabytesPerGibibyte = 1024;
    private const int MostPartitions = 20;
    private static readonly string Margin = new(' ', 13);

    /// <summary>The lines of all that was found, none longer than <paramref name="width"/> where its words allow it.</summary>
    public static IEnumerable<string> Lines(SetupFacts facts, int width) =>
        Entries(facts).SelectMany(entry => Paragraph.Wrap($"  {entry.Label,-11}{LogWords.OneLine(entry.Text)}", width, Margin));

    /// <summary>A folder with its room and its kind of file system.</summary>
    public static string Folder(FolderReport folder) =>
        $"{folder.Path} ({(folder.FreeBytes is { } bytes ? string.Create(CultureInfo.InvariantCulture, $"{bytes / Giga:0} GB free") : "free space unknown")}{(folder.Kind is { } kind ? $", {kind}" : "")})";

    private static IEnumerable<(string Label, string Text)> Entries(SetupFacts facts)
    {
        foreach (var cluster in facts.Clusters)
        {
            foreach (var entry in Entries(cluster))
            {
                yield return entry;
            }
        }

        foreach (var (index, runtime) in facts.Runtimes.DefaultIfEmpty("none here (the nodes count)").Index())
        {
            yield return (index == 0 ? "containers" : "", runtime);
        }

        if (facts.Place is { } place)
        {
            yield return ("folder", place.Fault is { } fault
                ? $"{place.Path} cannot be written to: {fault}"
                : $"{Folder(place)}{(place.Kind is { } kind && !FileSystemKind.IsShared(kind) ? "; it must be on a file system that the nodes see at the same path" : "")}");
        }

        foreach (var (index, folder) in facts.Scratch.Index())
        {
            yield return (index == 0 ? "scratch" : "", Folder(folder));
        }
    }

    private static IEnumerable<(string Label, string Text)> Entries(ClusterFacts cluster)
    {
        yield return ("scheduler", $"{cluster.Cluster}: {cluster.Product}{(cluster.Fault is { } fault ? $" - {fault}" : "")}");
        foreach (var partition in cluster.Partitions.Take(MostPartitions))
        {
            yield return ("", Partition(partition));
        }

        if (cluster.Partitions.Count > MostPartitions)
        {
            yield return ("", string.Create(CultureInfo.InvariantCulture, $"and {cluster.Partitions.Count - MostPartitions} more"));
        }

        if (cluster.Accounts.Count > 0)
        {
            yield return ("", $"your accounts: {string.Join(", ", cluster.Accounts)}");
        }

        if (cluster.Qos.Count > 0)
        {
            yield return ("", $"your QOS: {string.Join(", ", cluster.Qos)}");
        }

        if (cluster.MaySubmit is { } may)
        {
            yield return ("", may ? "a trial job was accepted, and not queued" : $"a trial job was refused from this machine: {cluster.SubmitProblem}");
        }

        if (cluster.HasAccounting is { } has)
        {
            yield return ("", has ? "accounting answers" : "accounting does not answer: how jobs ended is known for a short time only");
        }
    }

    private static string Partition(PartitionFacts partition)
    {
        List<string> limits = [];
        if (partition.MaxWalltime is { } walltime)
        {
            limits.Add($"up to {WalltimeFormat.Write(walltime)}");
        }

        if (partition.MaxCpus is { } cpus)
        {
            limits.Add(cpus == 1 ? "1 CPU" : string.Create(CultureInfo.InvariantCulture, $"{cpus} CPUs"));
        }

        if (partition.MaxMemoryMegabytes is { } memory)
        {
            limits.Add(string.Create(CultureInfo.InvariantCulture, $"{memory / MegabytesPerGibibyte:0.#} GiB"));
        }

        if (partition.MaxGpus > 0)
        {
            limits.Add(string.Create(CultureInfo.InvariantCulture, $"{partition.MaxGpus} GPU{(partition.MaxGpus == 1 ? "" : "s")}{(partition.GpuTypes.Count > 0 ? $" ({string.Join(", ", partition.GpuTypes)})" : "")}"));
        }

        return $"{partition.Name}{(partition.IsDefault ? " (default)" : "")}{(limits.Count > 0 ? $": {string.Join(", ", limits)}{(partition.MaxCpus is null ? "" : " a node")}" : "")}";
    }
}
