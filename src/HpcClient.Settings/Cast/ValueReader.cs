using System.Globalization;
using HpcClient.Settings.Yaml;
using HpcClient.Wording;

namespace HpcClient.Settings.Cast;

/// <summary>
/// Reads the value of one key as the type it should have; what does not fit is noted as a fault, and null returned.
/// As tolerant as the Python client was: a number may stand where text is due, quotes do not matter.
/// </summary>
internal sealed class ValueReader(string key, YamlValue value, FaultList faults)
{
    /// <summary>Where the value stands.</summary>
    public YamlValue Value => value;

    public string Key => key;

    /// <summary>Whether the key is there without a value, which leaves the default.</summary>
    public bool IsNothing => value is YamlText { IsNothing: true };

    /// <summary>Where the texts stand: one, or those of a list.</summary>
    public IReadOnlyList<TextPlace> Places => [.. (value is YamlList list ? list.Items : [value]).OfType<YamlText>().Select(faults.PlaceOf)];

    public bool? Bool()
    {
        if (value is YamlText { Truth: { } truth })
        {
            return truth;
        }

        faults.Add(value, key, $"This must be true or false, not {value.Description}.", "Write true or false.");
        return null;
    }

    public string? Text()
    {
        if (value is YamlText text)
        {
            return text.Text;
        }

        faults.Add(value, key, $"This must be one text, not {value.Description}.", "Write the text behind the colon, in quotes if it holds ': ' or ' #'.");
        return null;
    }

    /// <summary>A text of one line.</summary>
    public string? Word()
    {
        var word = Text()?.Trim();
        if (word is null || (word.Length > 0 && !word.Contains('\n', StringComparison.Ordinal)))
        {
            return word;
        }

        faults.Add(value, key, word.Length == 0 ? "The text is empty." : "The text has more than one line.", "Write one line, or remove the key to get its default.");
        return null;
    }

    /// <summary>A list of texts; one text alone counts as a list of one when <paramref name="orSingle"/> is set.</summary>
    public IReadOnlyList<string>? Texts(string example, bool orSingle)
    {
        switch (value)
        {
            case YamlText single when orSingle:
                return [single.Text];
            case YamlList list:
                var wrong = list.Items.Where(i => i is not YamlText { IsNothing: false }).ToList();
                wrong.ForEach(item => faults.Add(item, key, $"Each item of this list must be a text, not {item.Description}.", "Correct the item, or put it in quotes."));
                return wrong.Count > 0 ? null : [.. list.Items.Select(i => ((YamlText)i).Text)];
            default:
                faults.Add(value, key, $"This must be a list, not {value.Description}.", $"Write it as {example}.");
                return null;
        }
    }

    /// <summary>A list of texts, or one alone, that all fit; each that does not is a fault at its own place.</summary>
    public IReadOnlyList<string>? Words(Func<string, bool> fits, string form)
    {
        if (Texts("[first, second]", orSingle: true) is not { } texts)
        {
            return null;
        }

        var places = value is YamlList list ? list.Items : [value];
        var wrong = places.Where((_, i) => !fits(texts[i])).ToList();
        wrong.ForEach(item => faults.Add(item, key, $"{item.Description} cannot be one of these.", $"Write {form}."));
        return wrong.Count > 0 ? null : texts;
    }

    /// <summary>A list of texts, or one alone, each read by <paramref name="read"/>; what it says against one is a fault at that one's place.</summary>
    public IReadOnlyList<T>? Each<T>(Func<string, (T? Item, string? Problem)> read, string remedy)
        where T : class
    {
        if (Texts("[first, second]", orSingle: true) is not { } texts)
        {
            return null;
        }

        var places = value is YamlList list ? list.Items : [value];
        var items = texts.Select(read).ToList();
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i].Problem is { } problem)
            {
                faults.Add(places[i], key, $"{places[i].Description} {problem}", remedy);
            }
        }

        return items.TrueForAll(item => item.Problem is null) ? [.. items.Select(item => item.Item!)] : null;
    }

    /// <summary>One of the words of <paramref name="known"/>, which are each a <paramref name="what"/>.</summary>
    public string? OneOf(string what, IReadOnlyList<string> known)
    {
        var word = Word();
        if (word is null || known.Contains(word))
        {
            return word;
        }

        var all = $"Known are: {string.Join(", ", known)}.";
        return Refuse<string>($"There is no {what} {value.Description}.", NearestName.Of(word, known) is { } near ? $"Did you mean '{near}'? {all}" : all);
    }

    /// <summary>A whole number within bounds.</summary>
    public int? Whole(int least, int most)
    {
        if (Word() is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        faults.Add(
            value, key, string.Create(CultureInfo.InvariantCulture, $"This must be a whole number from {least} to {most}, not {value.Description}."),
            "Write such a number, or remove the key to get its default.");
        return null;
    }

    /// <summary>
    /// The keys of a group whose names are those of <paramref name="known"/>, each once; an unknown name and one that is
    /// there twice are faults at their own places.
    /// </summary>
    public IReadOnlyList<(string Name, ValueReader Place, ValueReader Value)> Parts(YamlMap map, string what, IReadOnlyList<string> known)
    {
        var parts = new List<(string, ValueReader, ValueReader)>();
        var lines = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, item) in map.Entries)
        {
            var place = new ValueReader($"{key}.{name.Text}", name, faults);
            if (place.OneOf(what, known) is not { } word)
            {
                continue;
            }

            if (lines.TryAdd(word, name.Start.Line))
            {
                parts.Add((word, place, new(place.Key, item, faults)));
            }
            else
            {
                place.Refuse<string>($"This {what} is there twice, first in line {lines[word].ToString(CultureInfo.InvariantCulture)}.", "Remove one of the two.");
            }
        }

        return parts;
    }

    /// <summary>The lines of a group whose names are free, each once; a name that is there twice is a fault at its own place.</summary>
    public IReadOnlyList<(string Name, ValueReader Place, ValueReader Value)> Lines(YamlMap map)
    {
        var lines = new Dictionary<string, (ValueReader Place, ValueReader Value)>(StringComparer.Ordinal);
        foreach (var (name, item) in map.Entries)
        {
            var place = new ValueReader($"{key}.{name.Text}", name, faults);
            if (!lines.TryAdd(name.Text, (place, new(place.Key, item, faults))))
            {
                place.Refuse<string>("This name is there twice.", "Remove one of the two.");
            }
        }

        return [.. lines.Select(line => (line.Key, line.Value.Place, line.Value.Value))];
    }

    public IReadOnlyDictionary<string, int>? Numbers(string example)
    {
        if (value is not YamlMap map)
        {
            faults.Add(value, key, $"This must be a group of names with a number each, not {value.Description}.", $"Write it as {example}.");
            return null;
        }

        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (name, item) in map.Entries)
        {
            if (item is not YamlText text || !int.TryParse(text.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            {
                faults.Add(item, $"{key}.{name.Text}", $"This must be a whole number, not {item.Description}.", "Write a number such as 10.");
            }
            else if (!numbers.TryAdd(name.Text, number))
            {
                faults.Add(name, $"{key}.{name.Text}", "This name is there twice.", "Remove one of the two.");
            }
        }

        return numbers;
    }

    /// <summary>Notes a fault of this value.</summary>
    /// <returns>Always null.</returns>
    public T? Refuse<T>(string problem, string remedy)
        where T : class
    {
        faults.Add(value, key, problem, remedy);
        return null;
    }
}
