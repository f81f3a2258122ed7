using HpcClient.Engine.Configuration;
using HpcClient.Flywheel.Errors;

namespace HpcClient.Engine;

/// <summary>The sentence for files that could not be written or read on this node.</summary>
internal static class DiskFault
{
    private const int NoSpace = 28; // ENOSPC; .NET hands the error number on as HResult
    private const int QuotaExceeded = 122; // EDQUOT

    /// <summary>For what .NET said.</summary>
    public static string Of(Exception fault, EngineSettings settings) =>
        IsFull(fault.HResult) || IsFull(fault.InnerException?.HResult ?? 0) || SaysFull(fault.Message)
            ? Full(fault is LocalDiskException ? fault.Message.Split(". ")[0] : fault.Message, settings)
            : $"A file could not be read or written on {Environment.MachineName}: {fault.Message.TrimEnd('.')}. Check space and rights of {Folders(settings)}.";

    /// <summary>Whether a program's words tell of a full disk.</summary>
    public static bool SaysFull(string words) =>
        words.Contains("No space left on device", StringComparison.OrdinalIgnoreCase) || words.Contains("Disk quota exceeded", StringComparison.OrdinalIgnoreCase);

    /// <summary>For a full disk.</summary>
    public static string Full(string words, EngineSettings settings) =>
        $"The disk of {Environment.MachineName} is full: {words.TrimEnd('.')}. Make room there, or set a larger folder: {Folders(settings)}.";

    /// <summary>Why the gear's folder could not be copied out of its image.</summary>
    public static EngineFault Copying(string words, EngineSettings settings) => new(SaysFull(words)
        ? Full(words, settings)
        : $"{Layout.GearFolder.InContainer} could not be copied out of the gear's image: {words.TrimEnd('.')}. Every gear's image must hold that folder, and the program cp.");

    private static string Folders(EngineSettings settings) =>
        $"ENGINE_TEMP_DIR is {settings.TempFolder}, ENGINE_CACHE_DIR is {settings.CacheFolder}";

    private static bool IsFull(int error) => error is NoSpace or QuotaExceeded;
}
