namespace HpcClient.Jinja.Syntax;

/// <summary>The text of a template with a position in it.</summary>
/// <param name="source">The text, with LF as line end.</param>
internal sealed class LexerInput(string source)
{
    private int _countedTo;
    private int _lineStart;
    private int _line = 1;

    /// <summary>Where we are.</summary>
    public int Position { get; private set; }

    /// <summary>Length of the whole text.</summary>
    public int Length => source.Length;

    /// <summary>Whether nothing is left.</summary>
    public bool AtEnd => Position >= source.Length;

    /// <summary>The character at the position, or NUL at the end.</summary>
    public char Current => CharAt(Position);

    /// <summary>Line and column of the position.</summary>
    public Place Place
    {
        get
        {
            if (_countedTo > Position)
            {
                (_countedTo, _lineStart, _line) = (0, 0, 1);
            }

            for (var at = source.IndexOf('\n', _countedTo, Position - _countedTo); at >= 0; at = source.IndexOf('\n', at + 1, Position - at - 1))
            {
                (_line, _lineStart) = (_line + 1, at + 1);
            }

            _countedTo = Position;
            return new(_line, Position - _lineStart + 1);
        }
    }

    /// <summary>The character at <paramref name="index"/>, or NUL behind the end.</summary>
    public char CharAt(int index) => index < source.Length ? source[index] : '\0';

    /// <summary>Where <paramref name="text"/> comes next.</summary>
    public int IndexOf(string text, int from) => from >= source.Length ? -1 : source.IndexOf(text, from, StringComparison.Ordinal);

    /// <summary>The text between two positions.</summary>
    public string Slice(int start, int end) => source[start..end];

    /// <summary>Takes <paramref name="count"/> characters.</summary>
    public string Take(int count) => TakeUntil(Position + count);

    /// <summary>Takes everything before <paramref name="end"/>.</summary>
    public string TakeUntil(int end)
    {
        var text = source[Position..end];
        Position = end;
        return text;
    }

    /// <summary>Takes <paramref name="text"/> when it comes next.</summary>
    public bool Accept(string text)
    {
        if (string.CompareOrdinal(source, Position, text, 0, text.Length) != 0)
        {
            return false;
        }

        Position += text.Length;
        return true;
    }

    /// <summary>Takes all whitespace that comes next.</summary>
    public void SkipSpace()
    {
        while (!AtEnd && PythonSpace.Is(Current))
        {
            Position++;
        }
    }

    /// <summary>Goes (back) to <paramref name="position"/>.</summary>
    public void Return(int position) => Position = position;
}
