namespace HpcClient.Commands.Completion;

/// <summary>Text for the scripts that shells read. Bash, zsh and fish agree on single quotes but for how one is written inside.</summary>
internal static class ShellText
{
    /// <summary>One word of bash or zsh that stands for <paramref name="text"/> as it is.</summary>
    public static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>One word of fish.</summary>
    public static string QuoteFish(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";

    /// <summary>The first sentence of <paramref name="description"/>, without its full stop: what a list has room for.</summary>
    public static string Brief(string description)
    {
        var end = description.IndexOf(". ", StringComparison.Ordinal);
        return (end < 0 ? description : description[..end]).TrimEnd('.').ReplaceLineEndings(" ");
    }
}
