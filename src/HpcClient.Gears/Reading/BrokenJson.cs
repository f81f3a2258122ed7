using System.Text;
using System.Text.Json;

namespace HpcClient.Gears.Reading;

/// <summary>Words for a text that is not JSON: what people write by habit of other languages is called by its name.</summary>
internal static class BrokenJson
{
    /// <summary>Problem and remedy for <paramref name="fault"/>, which is at <paramref name="place"/> of <paramref name="utf8"/>.</summary>
    public static (string Problem, string Remedy) Words(JsonException fault, ReadOnlySpan<byte> utf8, JsonPlace place)
    {
        if (utf8.Trim(" \t\r\n"u8).IsEmpty)
        {
            return ("The file is empty.", "A manifest is a JSON object: see the gear specification.");
        }

        var rest = Rest(utf8, place);
        return rest switch
        {
            ['\'', ..] => ("Text and keys stand in double quotes in JSON.", "Write \" in the place of '."),
            _ when Begins(rest, "True") || Begins(rest, "False") => ("JSON's truth values are lower case.", "Write true or false."),
            _ when Begins(rest, "None") || Begins(rest, "undefined") => ("JSON has no such value.", "Write null, or leave the key out."),
            _ when Begins(rest, "NaN") || Begins(rest, "Infinity") || Begins(rest, "-Infinity") => ("JSON has no such number.", "Write a number, or leave the key out."),
            _ => ($"This is not JSON: {Shortened(fault.Message)}", "Correct it here or just before; what follows could not be checked."),
        };
    }

    private static bool Begins(string rest, string word) => rest.StartsWith(word, StringComparison.Ordinal);

    private static string Rest(ReadOnlySpan<byte> utf8, JsonPlace place)
    {
        var lines = Encoding.UTF8.GetString(utf8).Split('\n');
        var line = place.Line <= lines.Length ? lines[place.Line - 1] : "";
        return place.Column <= line.Length ? line[(place.Column - 1)..] : "";
    }

    // Without the place, which is told in its own words, and without advice for programmers.
    private static string Shortened(string message)
    {
        foreach (var end in new[] { " LineNumber:", " Change the reader options", " Path:" })
        {
            var at = message.IndexOf(end, StringComparison.Ordinal);
            message = at < 0 ? message : message[..at];
        }

        return string.Concat(message.Trim().TrimEnd('.').Select(c => char.IsControl(c) ? ' ' : c)) + ".";
    }
}
