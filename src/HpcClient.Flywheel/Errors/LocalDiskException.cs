namespace HpcClient.Flywheel.Errors;

/// <summary>A transfer failed on our own side: the disk is full, or a file cannot be read or written. The message is one sentence.</summary>
public sealed class LocalDiskException : IOException
{
    private const int NoSpace = 28; // ENOSPC
    private const int QuotaExceeded = 122; // EDQUOT

    private LocalDiskException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>The file could not be written.</summary>
    /// <param name="path">The file.</param>
    /// <param name="neededBytes">Size of the whole file, when known.</param>
    /// <param name="cause">What the system said; on Linux its code is the error number.</param>
    internal static LocalDiskException Writing(string path, long? neededBytes, Exception cause)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        var needed = neededBytes is { } bytes ? $" ({bytes} bytes)" : "";
        return cause.HResult switch
        {
            NoSpace => new($"The folder '{folder}' is full: '{Path.GetFileName(path)}'{needed} does not fit. Free space there or use a larger folder.", cause),
            QuotaExceeded => new($"The disk quota of '{folder}' is used up: '{Path.GetFileName(path)}'{needed} does not fit. Free space or use another folder.", cause),
            _ => new($"'{path}' could not be written: {cause.Message}", cause),
        };
    }

    /// <summary>The file could not be read.</summary>
    internal static LocalDiskException Reading(string path, Exception cause) =>
        new($"'{path}' could not be read for the upload: {cause.Message}", cause);
}
