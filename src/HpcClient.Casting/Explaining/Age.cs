using System.Globalization;

namespace HpcClient.Casting.Explaining;

/// <summary>How long ago something was, in the one unit that matters.</summary>
internal static class Age
{
    /// <summary>Such as <c>5m</c>. A clock that was set back gives <c>0s</c>.</summary>
    public static string Of(TimeSpan span)
    {
        var (number, unit) = span switch
        {
            { TotalDays: >= 2 } => (span.TotalDays, "d"),
            { TotalHours: >= 2 } => (span.TotalHours, "h"),
            { TotalMinutes: >= 2 } => (span.TotalMinutes, "m"),
            _ => (Math.Max(0, span.TotalSeconds), "s"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{(long)number}{unit}");
    }
}
