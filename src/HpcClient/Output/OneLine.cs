namespace HpcClient.Output;

/// <summary>Text from outside on one line: a line end or an escape sequence in it must not spoil the terminal.</summary>
internal static class OneLine
{
    /// <summary>The text, each control character replaced.</summary>
    public static string Of(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));
}
