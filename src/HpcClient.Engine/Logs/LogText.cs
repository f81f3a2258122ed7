using System.Text;

namespace HpcClient.Engine.Logs;

/// <summary>
/// Makes log text of one stream's bytes: UTF-8 with invalid bytes replaced, whole lines as long as that is possible,
/// secrets masked even where they cross the borders of pieces.
/// </summary>
internal sealed class LogText(SecretMask mask)
{
    /// <summary>A line longer than this goes out in pieces, in characters.</summary>
    public const int MaxPieceChars = 8 * 1024;

    private readonly Decoder _decoder = new UTF8Encoding(false, false).GetDecoder();
    private readonly StringBuilder _pending = new();
    private char[] _buffer = new char[16 * 1024];

    /// <summary>Whether an unfinished line waits.</summary>
    public bool HasPending => _pending.Length > 0;

    /// <summary>Takes bytes; gives back what is ready: whole lines, or a piece of a very long one. Empty when nothing is.</summary>
    public string Take(ReadOnlySpan<byte> bytes)
    {
        var most = Encoding.UTF8.GetMaxCharCount(bytes.Length);
        if (_buffer.Length < most)
        {
            _buffer = new char[most];
        }

        var count = _decoder.GetChars(bytes, _buffer, flush: false);
        var chars = _buffer.AsSpan(0, count);
        chars.Replace('\0', '\uFFFD');
        var end = chars.LastIndexOf('\n') + 1;
        if (end == 0)
        {
            _pending.Append(chars);
            return _pending.Length > MaxPieceChars ? TakePartial() : "";
        }

        _pending.Append(chars[..end]);
        var ready = mask.Apply(_pending.ToString());
        _pending.Clear().Append(chars[end..]);
        return ready;
    }

    /// <summary>What of the unfinished line can be shown already: all but what may be the beginning of a secret.</summary>
    public string TakePartial()
    {
        var text = mask.Apply(_pending.ToString());
        var held = mask.Held(text);
        if (text.Length > held && char.IsHighSurrogate(text[text.Length - held - 1]))
        {
            held++;
        }

        _pending.Clear().Append(text.AsSpan(text.Length - held));
        return text[..^held];
    }

    /// <summary>The rest, at the stream's end; an unfinished line gets its end.</summary>
    public string TakeRest()
    {
        var count = _decoder.GetChars([], _buffer, flush: true);
        _pending.Append(_buffer.AsSpan(0, count));
        if (_pending.Length == 0)
        {
            return "";
        }

        var rest = mask.Apply(_pending.ToString());
        _pending.Clear();
        return rest + "\n";
    }
}
