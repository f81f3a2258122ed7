using System.Globalization;

namespace HpcClient.Commands.Doctor.Checks;

/// <summary>How far two clocks are apart, in words.</summary>
internal static class SkewText
{
    /// <summary>In the unit in which it is seen at a glance; without a sign.</summary>
    public static string Of(TimeSpan offset)
    {
        var (amount, unit) = offset.Duration() switch
        {
            { TotalMinutes: < 5 } few => (few.TotalSeconds, "s"),
            { TotalHours: < 2 } some => (some.TotalMinutes, "minutes"),
            { TotalDays: < 2 } many => (many.TotalHours, "hours"),
            var most => (most.TotalDays, "days"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{amount:0.#} {unit}");
    }
}
