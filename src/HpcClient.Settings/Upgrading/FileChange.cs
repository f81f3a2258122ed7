namespace HpcClient.Settings.Upgrading;

/// <summary>One file of <c>settings/</c> as it is, and as an upgrade would leave it.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Before">Its text.</param>
/// <param name="After">Its text afterwards; the same where only the mode changes.</param>
/// <param name="Mode">Its mode afterwards.</param>
/// <param name="Why">What changes, a few words a change.</param>
public sealed record FileChange(string Path, string Before, string After, UnixFileMode Mode, IReadOnlyList<string> Why)
{
    /// <summary>Names only: the text may hold a secret.</summary>
    public override string ToString() => Path;
}
