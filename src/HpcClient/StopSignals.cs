using System.Runtime.InteropServices;

namespace HpcClient;

/// <summary>
/// TERM and INT as a cancellation, from the first moment on. The command line's own handler begins to listen only when a
/// command comes to its first wait: one that was told to stop before, such as a service just started, would be cut off.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _told = new();
    private readonly PosixSignalRegistration _terminate;
    private readonly PosixSignalRegistration _interrupt;

    /// <summary>Listens.</summary>
    public StopSignals()
    {
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            _told.Cancel();
        });

        // A person who presses Ctrl-C twice does not want to wait.
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
        {
            context.Cancel |= !_told.IsCancellationRequested;
            _told.Cancel();
        });
    }

    /// <summary>Cancelled when one has come.</summary>
    public CancellationToken Token => _told.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _told.Dispose();
    }
}
