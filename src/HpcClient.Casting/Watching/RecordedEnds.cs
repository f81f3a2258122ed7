using HpcClient.Settings.Folder;

namespace HpcClient.Casting.Watching;

/// <summary>Which jobs have an end record, read once: a look at each of thousands of waiting jobs would be dear on a shared folder.</summary>
/// <param name="folder">Where the records lie.</param>
internal sealed class RecordedEnds(WorkFolder folder)
{
    private readonly Lazy<HashSet<string>> _jobs = new(() => Directory.Exists(folder.Ends)
        ? Directory.EnumerateFiles(folder.Ends, "*.json").Select(path => Path.GetFileNameWithoutExtension(path)).ToHashSet(StringComparer.Ordinal)
        : []);

    /// <summary>Whether there was one when this first looked.</summary>
    public bool Has(string jobId) => _jobs.Value.Contains(jobId);
}
