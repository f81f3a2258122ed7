namespace HpcClient.Output;

/// <summary>Breaks text at its blanks.</summary>
internal static class Paragraph
{
    /// <summary>Lines of at most <paramref name="width"/> columns; a word that is longer stands alone.</summary>
    /// <param name="text">The text; blanks at its beginning stay.</param>
    /// <param name="width">Columns.</param>
    /// <param name="margin">What further lines begin with.</param>
    public static IEnumerable<string> Wrap(string text, int width, string margin = "")
    {
        while (text.Length > width)
        {
            var start = text.Length - text.TrimStart(' ').Length;
            var at = text.LastIndexOf(' ', Math.Max(width, 0));
            if (at <= start)
            {
                at = text.IndexOf(' ', Math.Min(text.Length, Math.Max(start, width)));
            }

            if (at < 0)
            {
                break;
            }

            yield return text[..at].TrimEnd(' ');
            text = margin + text[at..].TrimStart(' ');

            // No room beside the margin: what is left is one line.
            if (margin.Length >= width)
            {
                break;
            }
        }

        yield return text;
    }
}
