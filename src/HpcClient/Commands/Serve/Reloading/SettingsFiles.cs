using HpcClient.Commands.Serve.Passes;
using HpcClient.Posix.Files;
using HpcClient.Settings.Folder;

namespace HpcClient.Commands.Serve.Reloading;

/// <summary>Tells by their stamps when the files of the settings are to be read again.</summary>
/// <param name="folder">The folder.</param>
internal sealed class SettingsFiles(WorkFolder folder) : IWakeUp
{
    private (FileStamp? Cast, FileStamp? Credentials) _read;
    private (FileStamp? Cast, FileStamp? Credentials) _seen;

    /// <summary>Takes the files as they are now as read. Call it before they are read: a change in between is then seen.</summary>
    public void Remember() => _read = _seen = Now();

    /// <summary>
    /// Whether they changed since they were read, and have not since the last look: many editors move a file away before
    /// they write the new one, or write it in pieces.
    /// </summary>
    public bool IsCalled()
    {
        var now = Now();
        var isSettled = now == _seen;
        _seen = now;
        return isSettled && now != _read;
    }

    private (FileStamp? Cast, FileStamp? Credentials) Now() => (FileStamp.Of(folder.CastFile), FileStamp.Of(folder.CredentialsFile));
}
