using System.Globalization;

namespace HpcClient.Casting.Explaining;

/// <summary>A point in time as a person gives it to a command: how long ago, or a date.</summary>
public static class PointInTime
{
    /// <summary>What it may look like, for a sentence.</summary>
    public const string RightForm = "how long ago, such as 30m, 12h, 2d or 4w, or a date such as 2026-01-31 or 2026-01-31T12:00, in UTC";

    private const int MostDigits = 5;

    private static readonly string[] Forms = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss'Z'"];

    /// <summary>Reads <paramref name="text"/>; null when it is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="now">Now.</param>
    public static DateTimeOffset? Read(string text, DateTimeOffset now)
    {
        if (DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
        {
            return date;
        }

        return text.Length is > 1 and <= MostDigits + 1 && Unit(text[^1]) is { } unit && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? Before(now, unit * number)
            : null;
    }

    private static DateTimeOffset Before(DateTimeOffset now, TimeSpan ago) =>
        ago < now - DateTimeOffset.UnixEpoch ? now - ago : DateTimeOffset.UnixEpoch;

    private static TimeSpan? Unit(char unit) => unit switch
    {
        'm' => TimeSpan.FromMinutes(1),
        'h' => TimeSpan.FromHours(1),
        'd' => TimeSpan.FromDays(1),
        'w' => TimeSpan.FromDays(7),
        _ => null,
    };
}
