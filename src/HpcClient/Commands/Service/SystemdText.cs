namespace HpcClient.Commands.Service;

/// <summary>Values as unit files take them (systemd.syntax(7), systemd.exec(5), systemd.service(5)).</summary>
internal static class SystemdText
{
    /// <summary>A path or assignment as one quoted word of a setting that knows specifiers: backslash, quote and percent are meant literally.</summary>
    public static string Quote(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("%", "%%", StringComparison.Ordinal)}\"";

    /// <summary>The same in a command line, where a dollar sign would name a variable.</summary>
    public static string QuoteInCommand(string text) => Quote(text).Replace("$", "$$", StringComparison.Ordinal);

    /// <summary>Whether a unit file can hold the path: one line without control characters.</summary>
    public static bool CanHold(string path) => !path.Any(char.IsControl);

    /// <summary>Whether <paramref name="name"/> may be the name of a unit of ours, without <c>.service</c>.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= 64 && char.IsAsciiLetterOrDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
