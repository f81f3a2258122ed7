using Microsoft.Extensions.Logging;

namespace HpcClient.Output;

/// <summary>
/// Drops lines that the round before said already: a site that is away for a night is told once an hour, not every minute.
/// What comes back after a round without it is told at once.
/// </summary>
/// <param name="log">Hears the rest.</param>
/// <param name="time">Clock.</param>
internal sealed class RepeatedLines(ILogger log, TimeProvider time) : ILogger
{
    /// <summary>How long a line that every round says again is dropped.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromHours(1);

    /// <summary>Lines of one round that are remembered; what is beyond may be told again.</summary>
    private const int MostRemembered = 2000;

    private readonly Lock _lock = new();
    private Dictionary<string, long> _before = new(StringComparer.Ordinal);
    private Dictionary<string, long> _now = new(StringComparer.Ordinal);

    /// <summary>Says that a round is over.</summary>
    public void RoundOver()
    {
        lock (_lock)
        {
            (_before, _now) = (_now, _before);
            _now.Clear();
        }
    }

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => log.BeginScope(state);

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => log.IsEnabled(logLevel);

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel) && IsNews(formatter(state, exception)))
        {
            log.Log(logLevel, eventId, state, exception, formatter);
        }
    }

    private bool IsNews(string text)
    {
        lock (_lock)
        {
            // Twice in one round is two events, such as two jobs without a name.
            var isOld = _before.TryGetValue(text, out var said) && time.GetElapsedTime(said) < Silence;
            if (_now.Count < MostRemembered)
            {
                _now.TryAdd(text, isOld ? said : time.GetTimestamp());
            }

            return !isOld;
        }
    }
}
