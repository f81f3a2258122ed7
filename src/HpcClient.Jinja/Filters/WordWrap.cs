using HpcClient.Jinja.Syntax;

namespace HpcClient.Jinja.Filters;

/// <summary>Breaks text into lines as Python's <c>textwrap</c> does, without changing its whitespace.</summary>
/// <param name="width">Most characters of a line.</param>
/// <param name="breakLongWords">Whether a word longer than a line is broken.</param>
/// <param name="breakOnHyphens">Whether a line may end after the hyphen of a word.</param>
internal sealed class WordWrap(int width, bool breakLongWords, bool breakOnHyphens)
{
    /// <summary>The lines of one line of text.</summary>
    public List<string> Lines(string text)
    {
        var chunks = new Stack<string>(Chunks(text).AsEnumerable().Reverse());
        var lines = new List<string>();
        while (chunks.Count > 0)
        {
            if (lines.Count > 0 && IsSpace(chunks.Peek()))
            {
                chunks.Pop();
            }

            var line = new List<string>();
            var length = 0;
            while (chunks.TryPeek(out var chunk) && length + chunk.Length <= width)
            {
                line.Add(chunks.Pop());
                length += chunk.Length;
            }

            if (chunks.TryPeek(out var next) && next.Length > width)
            {
                TakeLongWord(chunks, line, Math.Max(1, width) - length);
            }

            if (line.Count > 0 && IsSpace(line[^1]))
            {
                line.RemoveAt(line.Count - 1);
            }

            if (line.Count > 0)
            {
                lines.Add(string.Concat(line));
            }
        }

        return lines;
    }

    /// <summary>Words, each with the whitespace after it.</summary>
    public static List<string> WithSpace(string text)
    {
        var parts = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            var start = at;
            while (at < text.Length && !PythonSpace.Is(text[at]))
            {
                at++;
            }

            while (at < text.Length && PythonSpace.Is(text[at]))
            {
                at++;
            }

            parts.Add(text[start..at]);
        }

        return parts;
    }

    private void TakeLongWord(Stack<string> chunks, List<string> line, int room)
    {
        if (!breakLongWords)
        {
            if (line.Count == 0)
            {
                line.Add(chunks.Pop());
            }

            return;
        }

        var chunk = chunks.Pop();
        var end = room;
        if (breakOnHyphens && chunk.Length > room && room > 0 && chunk.LastIndexOf('-', room - 1) is var hyphen and > 0 && chunk[..hyphen].Any(c => c != '-'))
        {
            end = hyphen + 1;
        }

        // Where no room is left this adds an empty piece, after which the space before it stays, as with textwrap.
        line.Add(chunk[..end]);
        chunks.Push(chunk[end..]);
    }

    private List<string> Chunks(string text)
    {
        var chunks = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            var start = at;
            var isSpace = IsSpace(text[at]);
            while (at < text.Length && IsSpace(text[at]) == isSpace)
            {
                at++;
            }

            if (isSpace || !breakOnHyphens)
            {
                chunks.Add(text[start..at]);
            }
            else
            {
                AddParts(text[start..at], chunks);
            }
        }

        return chunks;
    }

    private static void AddParts(string word, List<string> chunks)
    {
        var start = 0;
        for (var at = 1; at < word.Length; at++)
        {
            if (word[at] != '-')
            {
                continue;
            }

            var end = at;
            while (end < word.Length && word[end] == '-')
            {
                end++;
            }

            if (end - at > 1)
            {
                // A dash between words stands by itself.
                if (IsWordPart(word[at - 1]) && end < word.Length && IsLetterOrDigit(word[end]))
                {
                    chunks.AddRange([word[start..at], word[at..end]]);
                    start = end;
                }
            }
            else if (FollowsWord(word, at) && PrecedesWord(word, end))
            {
                chunks.Add(word[start..end]);
                start = end;
            }

            at = end - 1;
        }

        if (start < word.Length)
        {
            chunks.Add(word[start..]);
        }
    }

    private static bool FollowsWord(string word, int hyphen) =>
        (hyphen >= 2 && IsLetter(word[hyphen - 1]) && IsLetter(word[hyphen - 2]))
        || (hyphen >= 3 && IsWordPart(word[hyphen - 1]) && word[hyphen - 2] == '-' && IsLetter(word[hyphen - 3]));

    private static bool PrecedesWord(string word, int at)
    {
        var next = at + 1 < word.Length && word[at + 1] == '-' ? at + 2 : at + 1;
        return at < word.Length && IsLetter(word[at]) && next < word.Length && IsLetter(word[next]);
    }

    private static bool IsLetter(char c) => char.IsLetter(c) || c == '_';

    private static bool IsLetterOrDigit(char c) => char.IsLetterOrDigit(c) || c == '_';

    private static bool IsWordPart(char c) => IsLetterOrDigit(c) || c is '!' or '"' or '\'' or '&' or '.' or ',' or '?';

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\n' or '\v' or '\f' or '\r';

    private static bool IsSpace(string chunk) => chunk.All(PythonSpace.Is);
}
