using HpcClient.Posix.Files;
using HpcClient.Settings.Folder;

namespace HpcClient.Commands.Serve.Passes;

/// <summary>
/// Wakes when another process wrote the ledger since our last pass. Only the file's stamp is read: the ledger itself stays
/// closed to nobody.
/// </summary>
/// <param name="folder">The folder.</param>
internal sealed class LedgerWakeUp(WorkFolder folder) : IWakeUp
{
    private long? _written = Written(folder);

    /// <summary>Takes the ledger as it is now as known.</summary>
    public void Settle() => _written = Written(folder);

    /// <inheritdoc/>
    public bool IsCalled() => Written(folder) is { } now && now != _written;

    // Not the whole stamp: whoever opens the ledger sets its mode, and has written nothing.
    private static long? Written(WorkFolder folder) => FileStamp.Of(folder.LedgerFile)?.Modified;
}
