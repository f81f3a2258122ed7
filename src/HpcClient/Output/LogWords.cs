using Microsoft.Extensions.Logging;

namespace HpcClient.Output;

/// <summary>What both formats of the log share: words for levels, and text that cannot forge a line.</summary>
internal static class LogWords
{
    // Unicode's marks that turn the direction of what follows: a terminal would show other text than there is.
    private const string Turns = "\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069";

    /// <summary>The level as a word in capitals.</summary>
    public static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "DEBUG",
        LogLevel.Information => "INFO",
        LogLevel.Warning => "WARNING",
        _ => "ERROR",
    };

    /// <summary>
    /// <paramref name="text"/> as one line. Job names, tags and the site's messages come from users: a control character must
    /// not reach the terminal or make a second line.
    /// </summary>
    public static string OneLine(string text) =>
        text.Any(IsUnsafe) ? string.Concat(text.ReplaceLineEndings(" ").Select(c => IsUnsafe(c) ? '?' : c)) : text;

    /// <summary>Whether <paramref name="c"/> turns the direction of the text behind it.</summary>
    public static bool IsTurn(char c) => Turns.Contains(c, StringComparison.Ordinal);

    private static bool IsUnsafe(char c) => char.IsControl(c) || c is '\u2028' or '\u2029' || IsTurn(c);
}
