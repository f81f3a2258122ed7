using System.Globalization;

namespace HpcClient.Scheduling.Sge;

/// <summary>Reads the values that Grid Engine's commands print.</summary>
internal static class SgeValues
{
    // qacct of Son of Grid Engine; qstat -xml; qacct of Univa's and later ones. All without zone: the commands run in UTC.
    private static readonly string[] TimeFormats =
    [
        "ddd MMM d HH:mm:ss yyyy", "yyyy-MM-dd'T'HH:mm:ss.FFFFFF", "MM/dd/yyyy HH:mm:ss.FFFFFF",
    ];

    /// <summary>A moment; null for <c>-/-</c> and the like.</summary>
    public static DateTimeOffset? Time(string text) => DateTimeOffset.TryParseExact(
        text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out var time) && time.Year > 1970
        ? time
        : null;

    /// <summary>Bytes of <c>4.680MB</c>, <c>1G</c>, <c>100m</c> (small letters count by 1000, as Grid Engine takes them); null for anything else.</summary>
    public static long? Memory(string text)
    {
        var size = text.TrimEnd('B');
        var unit = size.Length == 0 ? -1 : "KMGTP".IndexOf(char.ToUpperInvariant(size[^1]), StringComparison.Ordinal);
        var digits = unit < 0 ? size : size[..^1];
        return double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? (long)(number * Math.Pow(unit >= 0 && char.IsLower(size[^1]) ? 1000 : 1024, unit + 1))
            : null;
    }

    /// <summary>A span: <c>0.007s</c>, <c>3</c>, <c>1:30:00</c>.</summary>
    public static TimeSpan? Span(string text)
    {
        var seconds = 0d;
        foreach (var part in text.TrimEnd('s').Split(':'))
        {
            if (!double.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
            {
                return null;
            }

            seconds = (seconds * 60) + value;
        }

        return seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    /// <summary>The number that a text such as <c>37  : qmaster enforced …</c> begins with.</summary>
    public static int? Number(string text)
    {
        var end = 0;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        return int.TryParse(text.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
