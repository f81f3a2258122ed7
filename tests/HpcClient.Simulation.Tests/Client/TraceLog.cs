using Microsoft.Extensions.Logging;

namespace HpcClient.Simulation.Tests.Client;

/// <summary>The client's log, in the trace.</summary>
internal sealed class TraceLog(Trace trace) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => trace.IsKept;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (trace.IsKept)
        {
            trace.Say("client", $"{logLevel}: {formatter(state, exception)}");
        }
    }
}
