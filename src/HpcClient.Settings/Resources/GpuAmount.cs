using System.Globalization;
using System.Text.RegularExpressions;

namespace HpcClient.Settings.Resources;

/// <summary>A number of GPUs, perhaps of one type.</summary>
/// <param name="Count">How many; 0 for none.</param>
/// <param name="Type">The type, such as <c>a100</c>; null when any will do.</param>
public sealed partial record GpuAmount(int Count, string? Type)
{
    /// <summary>What it may look like, for a sentence.</summary>
    public const string RightForm = "a number such as 2, a type such as a100, or both such as a100:2";

    /// <summary>Reads <paramref name="text"/>; null when it is none.</summary>
    public static GpuAmount? Read(string text)
    {
        if (Number().IsMatch(text))
        {
            return new(Value(text), null);
        }

        var match = TypeAndNumber().Match(text);
        if (!match.Success || !ResourceWord.IsName(match.Groups["type"].Value))
        {
            return null;
        }

        var count = match.Groups["number"] is { Success: true } number ? Value(number.ValueSpan) : 1;
        return count > 0 ? new(count, match.Groups["type"].Value) : null;
    }

    /// <summary>The form of templates and of Slurm: <c>2</c>, <c>a100:2</c>.</summary>
    public override string ToString() =>
        Type is null ? Count.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{Type}:{Count}");

    private static int Value(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A[0-9]{1,4}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    // A type of digits alone would be a number with a number.
    [GeneratedRegex(@"\A(?<type>(?![0-9]+(?::|\z))[^:]+)(?::(?<number>[0-9]{1,4}))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex TypeAndNumber();
}
