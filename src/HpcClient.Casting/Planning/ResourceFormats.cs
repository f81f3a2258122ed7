using System.Globalization;
using System.Text.RegularExpressions;

namespace HpcClient.Casting.Planning;

/// <summary>
/// What CPUs and memory may look like for each scheduler. Whatever does not match is refused with the right form in the
/// message, never stripped or replaced: the values stand in a script.
/// </summary>
internal static partial class ResourceFormats
{
    private const long Gibibyte = 1L << 30;

    /// <summary>Reads a CPU count, or for Grid Engine a range.</summary>
    /// <returns>The value for the script and its lower end; or a fault.</returns>
    public static (string Value, int Count, string? Fault) Cpu(string scheduler, AskedResource asked)
    {
        var ranges = scheduler == "sge";
        var match = (ranges ? CpuRange() : CpuNumber()).Match(asked.Value);
        if (match.Success && int.TryParse(match.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var low) && low > 0
            && (!match.Groups[2].Success || (int.TryParse(match.Groups[2].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var high) && high >= low)))
        {
            return (asked.Value, low, null);
        }

        var right = ranges ? "a whole number of CPUs from 1, such as 4, or a range such as 4-8" : "a whole number of CPUs from 1, such as 4";
        return ("", 0, $"{Capital(asked.Source)} asks for '{Shown(asked.Value)}' CPUs. It must be {right}.");
    }

    /// <summary>Reads an amount of memory.</summary>
    /// <returns>The value for the script, its bytes (0 when they are not known); or a fault.</returns>
    public static (string Value, long Bytes, string? Fault) Memory(string scheduler, AskedResource asked)
    {
        if (scheduler == "lsf")
        {
            var usage = LsfUsage().Match(asked.Value);
            if (usage.Success && long.TryParse(usage.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var megabytes) && megabytes > 0)
            {
                return (asked.Value, megabytes * 1_000_000, null);
            }
        }

        var size = Gigabytes().Match(asked.Value);
        if (size.Success && long.TryParse(size.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var gigabytes) && gigabytes is > 0 and < 1_000_000)
        {
            // A bare number means gigabytes, as it did for the Python client.
            var value = size.Groups[2].Success ? asked.Value : asked.Value + "G";
            return (scheduler == "lsf" ? $"rusage[mem={gigabytes * 1000}]" : value, gigabytes * Gibibyte, null);
        }

        var right = scheduler == "lsf" ? "whole gigabytes from 1, such as 8G, or LSF's own form, such as rusage[mem=8000]" : "whole gigabytes from 1, such as 8G";
        return ("", 0, $"{Capital(asked.Source)} asks for '{Shown(asked.Value)}' of memory. It must be {right}.");
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string Shown(string text) => new([.. text.Take(60).Select(c => char.IsControl(c) ? '?' : c)]);

    [GeneratedRegex(@"\A([0-9]{1,6})\z", RegexOptions.CultureInvariant)]
    private static partial Regex CpuNumber();

    [GeneratedRegex(@"\A([0-9]{1,6})(?:-([0-9]{1,6}))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex CpuRange();

    [GeneratedRegex(@"\A([0-9]{1,9})([gG])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Gigabytes();

    [GeneratedRegex(@"\Arusage\[mem=([0-9]{1,9})\]\z", RegexOptions.CultureInvariant)]
    private static partial Regex LsfUsage();
}
