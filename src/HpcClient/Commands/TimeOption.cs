using System.CommandLine;
using HpcClient.Casting.Explaining;

namespace HpcClient.Commands;

/// <summary>Options that take a point in time.</summary>
internal static class TimeOption
{
    /// <summary>Makes one.</summary>
    public static Option<string?> Create(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = "TIME" };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && PointInTime.Read(token.Value, DateTimeOffset.UnixEpoch) is null)
            {
                result.AddError($"{name} takes {PointInTime.RightForm}.");
            }
        });
        return option;
    }

    /// <summary>What was asked for; null when nothing.</summary>
    public static DateTimeOffset? Read(ParseResult parse, Option<string?> option, DateTimeOffset now) =>
        parse.GetValue(option) is { } text ? PointInTime.Read(text, now) : null;
}
