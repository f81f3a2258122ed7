using System.Globalization;
using Microsoft.Extensions.Logging;

namespace HpcClient.Output;

/// <summary>Log lines on standard error: time, level, text. Standard output belongs to results.</summary>
/// <param name="time">Clock.</param>
/// <param name="minimum">The least level that is shown.</param>
/// <param name="output">Where to; default standard error.</param>
internal sealed class StandardErrorLogger(TimeProvider time, LogLevel minimum, TextWriter? output = null) : ILogger
{
    private readonly TextWriter _output = output ?? Console.Error;

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel >= minimum && logLevel != LogLevel.None;

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        var text = formatter(state, exception);
        var line = string.Create(CultureInfo.InvariantCulture, $"{time.GetLocalNow():yyyy-MM-dd HH:mm:ss} {Word(logLevel),-7} {OneLine(text)}");
        _output.WriteLine(exception is null ? line : $"{line} ({OneLine(exception.Message)})");
    }

    // Job names, tags and site messages come from users: a control character must not reach the terminal or forge a line.
    private static string OneLine(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.ReplaceLineEndings(" ").Select(c => char.IsControl(c) ? '?' : c)) : text;

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "DEBUG",
        LogLevel.Information => "INFO",
        LogLevel.Warning => "WARNING",
        _ => "ERROR",
    };
}
