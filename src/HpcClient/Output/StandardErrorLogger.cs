using Microsoft.Extensions.Logging;

namespace HpcClient.Output;

/// <summary>Log lines on standard error. Standard output belongs to results.</summary>
/// <param name="time">Clock.</param>
/// <param name="minimum">The least level that is shown.</param>
/// <param name="format">How a line looks.</param>
/// <param name="output">Where to; default standard error.</param>
internal sealed class StandardErrorLogger(TimeProvider time, LogLevel minimum, LogFormat format = LogFormat.Text, TextWriter? output = null) : ILogger
{
    // Asked for at each line: while progress is shown it is another one.
    private TextWriter Output => output ?? Console.Error;

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

        var message = formatter(state, exception);
        Output.WriteLine(format == LogFormat.Json
            ? LogJson.Line(time.GetUtcNow(), logLevel, message, exception, state)
            : LogText.Line(time.GetLocalNow(), logLevel, message, exception));
    }
}
