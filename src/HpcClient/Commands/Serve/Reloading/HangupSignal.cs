using System.Runtime.InteropServices;
using HpcClient.Commands.Serve.Passes;

namespace HpcClient.Commands.Serve.Reloading;

/// <summary>SIGHUP: the settings are to be read again, whatever their files' stamps say.</summary>
internal sealed class HangupSignal : IWakeUp, IDisposable
{
    private readonly PosixSignalRegistration _registration;
    private int _isPending;

    /// <summary>Listens.</summary>
    public HangupSignal() => _registration = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
    {
        // Its default is the process's end.
        signal.Cancel = true;
        Interlocked.Exchange(ref _isPending, 1);
    });

    /// <inheritdoc/>
    public bool IsCalled() => Volatile.Read(ref _isPending) != 0;

    /// <summary>Whether the signal came since the last call.</summary>
    public bool Take() => Interlocked.Exchange(ref _isPending, 0) != 0;

    /// <inheritdoc/>
    public void Dispose() => _registration.Dispose();
}
