using HpcClient.Posix.Files;
using HpcClient.Settings.Records;

namespace HpcClient.Engine.NodeChecks;

/// <summary>Looks whether a folder can be used.</summary>
public static class FolderLook
{
    /// <summary>Makes the folder when it is missing, writes a file there, and removes that again.</summary>
    public static FolderReport At(string folder)
    {
        string? fault = null;
        try
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var probe = Path.Combine(folder, $".doctor-{Guid.NewGuid():N}");
            DurableFile.Write(probe, "probe");
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            fault = e.Message;
        }

        return new(folder, FreeSpace.Of(folder), FileSystemKind.Of(folder), fault);
    }
}
