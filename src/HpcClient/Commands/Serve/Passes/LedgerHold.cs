using HpcClient.Casting.Ledger;
using HpcClient.Settings.Folder;
using Microsoft.Extensions.Logging;

namespace HpcClient.Commands.Serve.Passes;

/// <summary>Keeps the ledger open and its lease ours, over many passes.</summary>
/// <param name="folder">The folder.</param>
/// <param name="time">Clock.</param>
/// <param name="log">Hears once of whom we wait for.</param>
internal sealed class LedgerHold(WorkFolder folder, TimeProvider time, ILogger log) : IDisposable
{
    // The same for good: a lease that could not be given back, on a full disk, is still known as ours.
    private readonly LeaseHolder _me = LeaseHolder.Me();
    private LedgerStore? _ledger;
    private bool _isOurs;

    /// <summary>Who keeps us from working; null when nobody does.</summary>
    public LeaseHolder? Other { get; private set; }

    /// <summary>Opens the ledger, so that its faults are known early. It takes no lease.</summary>
    /// <exception cref="LedgerFaultException">It cannot be opened.</exception>
    public LedgerStore Open() => _ledger ??= LedgerStore.Open(folder.LedgerFile, time);

    /// <summary>The ledger with its lease, taken or renewed; null while another process has it.</summary>
    /// <exception cref="LedgerFaultException">It cannot be used.</exception>
    public LedgerStore? Take()
    {
        var ledger = Open();
        if (_isOurs && ledger.RenewLease())
        {
            return ledger;
        }

        if (_isOurs)
        {
            _isOurs = false;
            log.LogWarning("The lease of the ledger ran out while this process stood still, and it will be taken again.");
        }

        var other = ledger.TryTakeLease(_me);
        if (other is not null && other != Other)
        {
            log.LogInformation("Another process is at work (process {Pid} on {Host}); waiting until it is over.", other.Process.ProcessId, other.Host);
        }
        else if (other is null && Other is not null)
        {
            log.LogInformation("The other process is over (process {Pid} on {Host}); going on from where it was.", Other.Process.ProcessId, Other.Host);
        }

        Other = other;
        _isOurs = other is null;
        return _isOurs ? ledger : null;
    }

    /// <summary>Closes the ledger and gives its lease back; the next use opens it anew, as is needed once its disk was away.</summary>
    public void Close()
    {
        _ledger?.ReleaseLease();
        _ledger?.Dispose();
        _ledger = null;
        _isOurs = false;
    }

    /// <inheritdoc/>
    public void Dispose() => Close();
}
