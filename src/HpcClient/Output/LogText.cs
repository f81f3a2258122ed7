using System.Globalization;
using Microsoft.Extensions.Logging;

namespace HpcClient.Output;

/// <summary>A log line for people.</summary>
internal static class LogText
{
    /// <summary>Time, level, text.</summary>
    public static string Line(DateTimeOffset time, LogLevel level, string text, Exception? exception)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{time:yyyy-MM-dd HH:mm:ss} {LogWords.Level(level),-7} {LogWords.OneLine(text)}");
        return exception is null ? line : $"{line} ({LogWords.OneLine(exception.Message)})";
    }
}
