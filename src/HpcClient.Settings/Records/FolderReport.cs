namespace HpcClient.Settings.Records;

/// <summary>A folder as a check found it.</summary>
/// <param name="Path">The folder.</param>
/// <param name="FreeBytes">Bytes free on its file system; null when it does not say.</param>
/// <param name="Kind">Kind of file system, such as <c>nfs4</c>; null when unknown.</param>
/// <param name="Fault">Why it cannot be written to; null when it can.</param>
public sealed record FolderReport(string Path, long? FreeBytes, string? Kind, string? Fault);
