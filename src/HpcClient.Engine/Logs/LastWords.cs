namespace HpcClient.Engine.Logs;

/// <summary>Keeps the last lines that a gear said, for the sentence that explains its failure.</summary>
internal sealed class LastWords
{
    private const int MaxLines = 3;
    private const int MaxLineChars = 200;
    private readonly Queue<string> _lines = new();

    /// <summary>The last lines, joined; null when nothing was said.</summary>
    public string? Text => _lines.Count == 0 ? null : string.Join(" | ", _lines);

    /// <summary>Takes log text.</summary>
    public void Take(string text)
    {
        var end = text.Length;
        var found = new Stack<string>();

        // From the end: a flood of output must not cost a walk through all of it.
        while (end > 0 && found.Count < MaxLines)
        {
            var start = text.LastIndexOf('\n', end - 1) + 1;
            var line = text.AsSpan(start, end - start).Trim();
            if (!line.IsEmpty)
            {
                found.Push(line.Length > MaxLineChars ? string.Concat(line[..MaxLineChars], "…") : line.ToString());
            }

            end = start - 1;
        }

        foreach (var line in found)
        {
            _lines.Enqueue(line);
            if (_lines.Count > MaxLines)
            {
                _lines.Dequeue();
            }
        }
    }
}
