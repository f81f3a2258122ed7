using System.Globalization;

namespace HpcClient.Scheduling.Slurm;

/// <summary>Reads the values that Slurm's commands print.</summary>
internal static class SlurmValues
{
    /// <summary>Bytes of <c>400K</c>, <c>1.50G</c>, <c>0</c>; null for an empty or strange text.</summary>
    public static long? Memory(string text)
    {
        var number = text.TrimEnd('K', 'M', 'G', 'T', 'P', 'E');
        if (text.Length - number.Length > 1 ||
            !double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
        {
            return null;
        }

        var power = "KMGTPE".IndexOf(text[^1], StringComparison.Ordinal) + 1;
        return (long)(value * Math.Pow(1024, power));
    }

    /// <summary>
    /// Bytes that sacct's ReqMem asked for as a whole: <c>4G</c>, and in releases before 21.08 <c>4Gn</c> for each node and
    /// <c>4Gc</c> for each CPU.
    /// </summary>
    public static long? AskedMemory(string text, int cpus) => text.Length > 0 && text[^1] is 'c' or 'n'
        ? Memory(text[..^1]) * (text[^1] == 'c' ? cpus : 1)
        : Memory(text);

    /// <summary>A moment: seconds since 1970 (asked for with SLURM_TIME_FORMAT), or site-local ISO text from a Slurm that ignores it.</summary>
    public static DateTimeOffset? Time(string text)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return seconds > 0 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
        }

        return DateTimeOffset.TryParseExact(
            text, "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var time) ? time : null;
    }

    /// <summary>A span: <c>2-03:04:05</c>, <c>03:04:05</c>, <c>04:05.678</c>.</summary>
    public static TimeSpan? Span(string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        var days = 0;
        if (dash >= 0 && !int.TryParse(text[..dash], NumberStyles.None, CultureInfo.InvariantCulture, out days))
        {
            return null;
        }

        var seconds = 0d;
        foreach (var part in text[(dash + 1)..].Split(':'))
        {
            if (!double.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
            {
                return null;
            }

            seconds = (seconds * 60) + value;
        }

        return TimeSpan.FromDays(days) + TimeSpan.FromSeconds(seconds);
    }

    /// <summary>The number that an id such as <c>12_[1-5]</c> begins with; 0 where it begins with none.</summary>
    public static long LeadingNumber(string id)
    {
        var end = id.AsSpan().IndexOfAnyExceptInRange('0', '9');
        return long.TryParse(end < 0 ? id : id.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    /// <summary><c>EXIT:SIGNAL</c>. Slurm writes 125 as signal of a job that ran out of memory: that is none.</summary>
    public static (int? ExitCode, int? Signal) Exit(string text)
    {
        var parts = text.Split(':');
        return parts.Length == 2 &&
            int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var code) &&
            int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var signal)
            ? (code, signal is > 0 and <= 64 ? signal : null)
            : (null, null);
    }

    /// <summary>Null for the texts by which Slurm says that there is nothing.</summary>
    public static string? Word(string text) =>
        text is "" or "None" or "None assigned" or "(null)" or "Unknown" or "N/A" ? null : text;
}
