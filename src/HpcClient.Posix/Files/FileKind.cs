namespace HpcClient.Posix.Files;

/// <summary>What a name in a folder stands for.</summary>
public enum FileKind
{
    /// <summary>Nothing is there, or we may not look.</summary>
    Missing,

    /// <summary>A regular file.</summary>
    Regular,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A symbolic link, wherever it leads.</summary>
    Link,

    /// <summary>A named pipe, socket or device: opening one may block or act on hardware.</summary>
    Special,
}
