using System.Runtime.InteropServices;

namespace HpcClient.Tests.Shared;

/// <summary>Does something with the file rights of an ordinary user: root may write everywhere.</summary>
internal static partial class OrdinaryUser
{
    private const uint Nobody = 65534;

    /// <summary>Runs <paramref name="action"/>; as root, this thread gives up root's file rights meanwhile (setfsuid(2), Linux).</summary>
    public static void Run(Action action)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            action();
            return;
        }

        _ = SetFileSystemUser(Nobody);
        try
        {
            action();
        }
        finally
        {
            _ = SetFileSystemUser(0);
        }
    }

    [LibraryImport("libc", EntryPoint = "setfsuid")]
    private static partial int SetFileSystemUser(uint user);
}
