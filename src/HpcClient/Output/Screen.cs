namespace HpcClient.Output;

/// <summary>The terminal that standard output leads to, where it leads to one.</summary>
internal static class Screen
{
    private const int UsualWidth = 80;

    /// <summary>Columns; null where there is no terminal, or one that does not tell.</summary>
    public static int? Width => !Console.IsOutputRedirected && Console.WindowWidth is > 0 and var width ? width : null;

    /// <summary>Columns for text that is wrapped: those of the terminal, else 80.</summary>
    public static int TextWidth => Width ?? UsualWidth;

    /// <summary>Whether the terminal knows more than lines: not where TERM is <c>dumb</c> or missing.</summary>
    public static bool IsClever => Environment.GetEnvironmentVariable("TERM") is { Length: > 0 } and not "dumb";

    /// <summary>Whether standard output gets colours: a terminal, and nobody said NO_COLOR (no-color.org).</summary>
    public static bool HasColours => !Console.IsOutputRedirected && IsClever && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <summary>The text in a colour; for a screen that has them.</summary>
    /// <param name="text">The text.</param>
    /// <param name="colour">Number of the colour by ECMA-48, such as 31 for red.</param>
    public static string Painted(string text, int colour) => $"\e[{colour}m{text}\e[0m";
}
