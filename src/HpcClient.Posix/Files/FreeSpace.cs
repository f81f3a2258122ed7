namespace HpcClient.Posix.Files;

/// <summary>How much room there is.</summary>
public static class FreeSpace
{
    /// <summary>Bytes that our user may still write on the file system of <paramref name="folder"/>; null when it does not say.</summary>
    public static long? Of(string folder)
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
