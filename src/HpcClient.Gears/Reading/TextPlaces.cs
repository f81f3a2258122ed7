using System.Text;

namespace HpcClient.Gears.Reading;

/// <summary>Turns offsets of bytes in a text into lines and columns.</summary>
internal sealed class TextPlaces
{
    private readonly ReadOnlyMemory<byte> _utf8;
    private readonly List<int> _lines = [0];

    /// <summary>Of a text in UTF-8.</summary>
    public TextPlaces(ReadOnlyMemory<byte> utf8)
    {
        _utf8 = utf8;
        var span = utf8.Span;
        for (var at = 0; at < span.Length; at++)
        {
            if (span[at] == (byte)'\n')
            {
                _lines.Add(at + 1);
            }
        }
    }

    /// <summary>The place of the byte at <paramref name="offset"/>.</summary>
    public JsonPlace Of(int offset)
    {
        var found = _lines.BinarySearch(offset);
        var line = found >= 0 ? found : ~found - 1;
        return new(line + 1, Encoding.UTF8.GetCharCount(_utf8.Span[_lines[line]..Math.Min(offset, _utf8.Length)]) + 1);
    }

    /// <summary>The place that a <see cref="System.Text.Json.JsonException"/> names.</summary>
    /// <param name="line">Line, from 0.</param>
    /// <param name="bytes">Byte of the line, from 0.</param>
    public JsonPlace Of(long line, long bytes) => Of((int)Math.Min(_utf8.Length, _lines[(int)Math.Min(line, _lines.Count - 1)] + bytes));
}
