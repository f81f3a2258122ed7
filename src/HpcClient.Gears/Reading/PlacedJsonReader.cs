using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace HpcClient.Gears.Reading;

/// <summary>
/// Reads JSON with its places. Goes on over commas and comments that JSON does not allow, so that the rest is checked as well;
/// a key that stands twice has its last value, as in the readers of Python and JavaScript.
/// </summary>
internal sealed class PlacedJsonReader
{
    private static readonly JsonReaderOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Allow };

    private readonly ReadOnlyMemory<byte> _utf8;
    private readonly TextPlaces _text;
    private readonly Dictionary<string, JsonPlace> _places = new(StringComparer.Ordinal);
    private readonly List<JsonFault> _faults = [];
    private string _at = JsonPaths.Root;

    private PlacedJsonReader(ReadOnlyMemory<byte> utf8)
    {
        _utf8 = utf8;
        _text = new(utf8);
    }

    /// <summary>Reads a text in UTF-8.</summary>
    public static PlacedJson Read(ReadOnlyMemory<byte> utf8)
    {
        var bom = utf8.Span.StartsWith("\uFEFF"u8);
        var reader = new PlacedJsonReader(bom ? utf8[3..] : utf8);
        if (bom)
        {
            reader.Add(JsonPaths.Root, 0, "The file begins with a byte order mark, which JSON does not allow.", "Save it as UTF-8 without BOM.");
        }

        return reader.Read();
    }

    private PlacedJson Read()
    {
        if (!Utf8.IsValid(_utf8.Span))
        {
            Add(JsonPaths.Root, FirstNoUtf8(), "The text is not UTF-8.", "Save it as UTF-8.");
            return new(null, _places, _faults);
        }

        try
        {
            var reader = new Utf8JsonReader(_utf8.Span, Lenient);
            Next(ref reader);
            _places[JsonPaths.Root] = _text.Of((int)reader.TokenStartIndex);
            var root = Value(ref reader, JsonPaths.Root);
            Next(ref reader);
            return new(root, _places, _faults);
        }
        catch (JsonException e)
        {
            var place = _text.Of(e.LineNumber ?? 0, e.BytePositionInLine ?? 0);
            var (problem, remedy) = BrokenJson.Words(e, _utf8.Span, place);
            _faults.Add(new(_at, place, problem, remedy));
            return new(null, _places, _faults);
        }
    }

    private bool Next(ref Utf8JsonReader reader)
    {
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.Comment)
            {
                return true;
            }

            Add(_at, (int)reader.TokenStartIndex, "JSON has no comments.", "Remove it; a 'description' holds words for people.");
        }

        return false;
    }

    private JsonNode? Value(ref Utf8JsonReader reader, string path)
    {
        _at = path;
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => Members(ref reader, path),
            JsonTokenType.StartArray => Elements(ref reader, path),
            JsonTokenType.String => JsonValue.Create(Text(ref reader)),
            _ => JsonNode.Parse(reader.ValueSpan), // a number, true, false or null
        };
    }

    private JsonObject Members(ref Utf8JsonReader reader, string path)
    {
        var map = new JsonObject();
        while (Next(ref reader) && reader.TokenType != JsonTokenType.EndObject)
        {
            var start = (int)reader.TokenStartIndex;
            var key = Text(ref reader);
            var member = JsonPaths.Member(path, key);
            if (map.ContainsKey(key))
            {
                _faults.Add(new(
                    member, _text.Of(start), $"The key stands here for the second time (the first is in line {_places[member].Line}); readers take the last, and some refuse both.", "Remove one.", IsWarning: true));
            }

            _places[member] = _text.Of(start);
            Next(ref reader);
            map[key] = Value(ref reader, member);
            _at = path;
        }

        RefuseTrailingComma(reader, path);
        return map;
    }

    private JsonArray Elements(ref Utf8JsonReader reader, string path)
    {
        var list = new JsonArray();
        while (Next(ref reader) && reader.TokenType != JsonTokenType.EndArray)
        {
            var element = JsonPaths.Element(path, list.Count);
            _places[element] = _text.Of((int)reader.TokenStartIndex);
            list.Add(Value(ref reader, element));
            _at = path;
        }

        RefuseTrailingComma(reader, path);
        return list;
    }

    private void RefuseTrailingComma(in Utf8JsonReader reader, string path)
    {
        var before = _utf8.Span[..(int)reader.TokenStartIndex].TrimEnd(" \t\r\n"u8);
        if (before is [.., (byte)','])
        {
            Add(path, before.Length - 1, "A comma stands after the last entry.", "Remove it.");
        }
    }

    private string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, written as an escape.
            Add(_at, (int)reader.TokenStartIndex, "The text holds half of a character (\\ud800 to \\udfff without its other half).", "Correct the escape.");
            return "\uFFFD";
        }
    }

    private int FirstNoUtf8()
    {
        var (low, high) = (0, _utf8.Length);
        Utf8.ToUtf16(_utf8.Span, new char[high], out low, out _, replaceInvalidSequences: false);
        return low;
    }

    private void Add(string path, int offset, string problem, string remedy) => _faults.Add(new(path, _text.Of(offset), problem, remedy));
}
