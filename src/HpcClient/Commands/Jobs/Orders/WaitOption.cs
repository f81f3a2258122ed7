using System.CommandLine;
using System.Globalization;

namespace HpcClient.Commands.Jobs.Orders;

/// <summary>The option <c>--wait</c>: how long to wait for whoever holds the ledger to carry an order out.</summary>
internal static class WaitOption
{
    private const int DefaultSeconds = 30;

    /// <summary>Makes the option.</summary>
    public static Option<int> Create()
    {
        var option = new Option<int>("--wait")
        {
            Description = "Seconds to wait for a sweep or 'serve' that is at work to carry it out; 0 leaves it to them.",
            HelpName = "SECONDS",
            DefaultValueFactory = _ => DefaultSeconds,
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !(int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds >= 0))
            {
                result.AddError("--wait takes a whole number of seconds from 0.");
            }
        });
        return option;
    }

    /// <summary>What was asked for.</summary>
    public static TimeSpan Read(ParseResult parse, Option<int> option) => TimeSpan.FromSeconds(parse.GetValue(option));
}
