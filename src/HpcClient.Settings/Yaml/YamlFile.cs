using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace HpcClient.Settings.Yaml;

/// <summary>
/// Reads YAML event by event into values that know their place: without reflection, and without a deserializer's
/// decision to stop at the first fault.
/// </summary>
internal sealed class YamlFile
{
    /// <summary>Deepest nesting: no setting is nested deeper than three, and recursion must end.</summary>
    private const int MaxDepth = 50;

    private readonly IParser _parser;
    private readonly Dictionary<string, YamlValue> _anchors = new(StringComparer.Ordinal);

    private YamlFile(IParser parser) => _parser = parser;

    /// <summary>The one document of <paramref name="text"/>; null when it is empty.</summary>
    /// <exception cref="YamlException">It is not YAML.</exception>
    public static YamlValue? Read(string text)
    {
        var file = new YamlFile(new Parser(new StringReader(text)));
        file._parser.Consume<StreamStart>();
        YamlValue? document = null;
        if (file._parser.Accept<DocumentStart>(out _))
        {
            file._parser.Consume<DocumentStart>();
            document = file.ReadValue(0);
            file._parser.Consume<DocumentEnd>();
        }

        return file._parser.Accept<DocumentStart>(out var second)
            ? throw new YamlException(second.Start, second.End, "a second document begins here with '---'")
            : document;
    }

    private YamlValue ReadValue(int depth)
    {
        var start = _parser.Current?.Start ?? Mark.Empty;
        if (depth > MaxDepth)
        {
            throw new YamlException(start, start, "the values are nested too deeply");
        }

        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            return _anchors.TryGetValue(alias.Value.Value, out var known)
                ? known
                : throw new YamlException(alias.Start, alias.End, $"there is no '&{alias.Value.Value}' before this '*{alias.Value.Value}'");
        }

        var anchor = (_parser.Current as NodeEvent)?.Anchor;
        var value = ReadNode(depth);
        if (anchor is { IsEmpty: false } name)
        {
            _anchors[name.Value] = value;
        }

        return value;
    }

    private YamlValue ReadNode(int depth)
    {
        if (_parser.TryConsume<Scalar>(out var scalar))
        {
            return new YamlText(scalar.Value, scalar.Style == ScalarStyle.Plain, scalar.Start) { IsLiteral = scalar.Style == ScalarStyle.Literal };
        }

        if (_parser.TryConsume<SequenceStart>(out var sequence))
        {
            var items = new List<YamlValue>();
            while (!_parser.TryConsume<SequenceEnd>(out _))
            {
                items.Add(ReadValue(depth + 1));
            }

            return new YamlList(items, sequence.Start);
        }

        var mapping = _parser.Consume<MappingStart>();
        var entries = new List<(YamlText, YamlValue)>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = ReadValue(depth + 1);
            var text = key as YamlText ?? throw new YamlException(key.Start, key.Start, $"a key must be a word, not {key.Description}");
            var value = ReadValue(depth + 1);
            if (text is { Text: "<<", IsPlain: true } && value is YamlMap merged)
            {
                entries.AddRange(merged.Entries.Where(m => !entries.Exists(e => e.Item1.Text == m.Key.Text)));
            }
            else
            {
                entries.Add((text, value));
            }
        }

        return new YamlMap(entries, mapping.Start);
    }
}
