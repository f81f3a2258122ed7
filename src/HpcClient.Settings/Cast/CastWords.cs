using System.Text.RegularExpressions;

namespace HpcClient.Settings.Cast;

/// <summary>Reads values that are words of a certain form.</summary>
internal static partial class CastWords
{
    /// <summary>The id of a group at the site.</summary>
    public static string? Group(ValueReader value)
    {
        var id = value.Word();
        return id is null || GroupId().IsMatch(id) ? id : value.Refuse<string>(
            $"The text {value.Value.Description} is no group id.",
            "A group id has 2 to 32 small letters, digits and the signs . @ _ -, and begins and ends with a letter or digit; the site shows it beside the group's name.");
    }

    /// <summary>One of <c>auto</c>, <c>priority</c>, <c>nice</c>.</summary>
    public static PriorityAs? PriorityAs(ValueReader value)
    {
        switch (value.Word())
        {
            case null:
                return null;
            case "auto":
                return Cast.PriorityAs.Auto;
            case "priority":
                return Cast.PriorityAs.Priority;
            case "nice":
                return Cast.PriorityAs.Nice;
            default:
                value.Refuse<string>($"This must be auto, priority or nice, not {value.Value.Description}.", "Write one of the three, or remove the key.");
                return null;
        }
    }

    [GeneratedRegex(@"\A[0-9a-z][0-9a-z.@_-]{0,30}[0-9a-z]\z", RegexOptions.CultureInvariant)]
    private static partial Regex GroupId();
}
