namespace HpcClient.Scheduling.Slurm;

/// <summary>Rows of fields that squeue and sacct print for us.</summary>
internal static class SlurmRows
{
    /// <summary>ASCII unit separator: unlike a bar it stands in no job name, reason or comment.</summary>
    public const char Separator = '\u001f';

    private const int MostWords = 80;

    /// <summary>The beginning of a text that holds no rows, for a sentence.</summary>
    public static string FirstWords(string text)
    {
        var words = string.Concat(text.Trim().Split('\n')[0].Select(c => char.IsControl(c) ? '?' : c));
        return words.Length > MostWords ? $"{words[..MostWords]}…" : words;
    }

    /// <summary>The rows that have <paramref name="count"/> fields; a comment that holds a line break leaves rests, which are no rows.</summary>
    /// <remarks>One at a time: ten thousand jobs have thirty thousand rows in accounting.</remarks>
    public static IEnumerable<string[]> Read(string text, int count)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end;
            var fields = text[start..end].Split(Separator, StringSplitOptions.TrimEntries);
            if (fields.Length == count)
            {
                yield return fields;
            }

            start = end + 1;
        }
    }
}
