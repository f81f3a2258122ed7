namespace HpcClient.Settings.Upgrading;

/// <summary>What an upgrade of a folder would do.</summary>
/// <param name="Changes">Files that change.</param>
/// <param name="Missing">Paths of folders and files that would be made.</param>
/// <param name="Notes">What it leaves to a person, one sentence each.</param>
public sealed record UpgradePlan(IReadOnlyList<FileChange> Changes, IReadOnlyList<string> Missing, IReadOnlyList<string> Notes)
{
    /// <summary>Whether nothing is to be done.</summary>
    public bool IsEmpty => Changes.Count == 0 && Missing.Count == 0;
}
