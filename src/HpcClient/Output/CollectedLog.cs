using Microsoft.Extensions.Logging;

namespace HpcClient.Output;

/// <summary>Keeps what is logged, for commands whose result it is.</summary>
internal sealed class CollectedLog : ILogger
{
    private readonly List<CollectedLine> _lines = [];

    /// <summary>All of it, in order.</summary>
    public IReadOnlyList<CollectedLine> Lines => _lines;

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            _lines.Add(new(logLevel, formatter(state, exception), state as IReadOnlyList<KeyValuePair<string, object?>> ?? []));
        }
    }
}
