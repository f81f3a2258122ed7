namespace HpcClient.Jinja.Values;

/// <summary>Text counted as Python counts it: by characters of Unicode, of which some take two of .NET's.</summary>
internal static class CodePoints
{
    /// <summary>Whether some character takes two.</summary>
    public static bool HasPairs(string text) => text.AsSpan().ContainsAnyInRange('\ud800', '\udfff');

    /// <summary>How many characters <paramref name="text"/> has.</summary>
    public static int Count(string text) => HasPairs(text) ? PointOf(text, text.Length) : text.Length;

    /// <summary>Where in .NET's count the character <paramref name="point"/> begins.</summary>
    public static int UnitOf(string text, int point)
    {
        if (!HasPairs(text))
        {
            return point;
        }

        var unit = 0;
        for (; point > 0 && unit < text.Length; point--)
        {
            unit += Length(text, unit);
        }

        return unit;
    }

    /// <summary>Which character of <paramref name="text"/> begins at <paramref name="unit"/>.</summary>
    public static int PointOf(string text, int unit)
    {
        var point = 0;
        for (var at = 0; at < unit; at += Length(text, at))
        {
            point++;
        }

        return point;
    }

    /// <summary>The first <paramref name="count"/> characters.</summary>
    public static string Head(string text, int count) => text[..UnitOf(text, count)];

    /// <summary>The characters one by one.</summary>
    public static IEnumerable<string> Split(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var length = Length(text, at);
            yield return text.Substring(at, length);
            at += length;
        }
    }

    /// <summary>How many of .NET's characters the one at <paramref name="unit"/> takes.</summary>
    public static int Length(string text, int unit) => unit + 1 < text.Length && char.IsSurrogatePair(text[unit], text[unit + 1]) ? 2 : 1;
}
