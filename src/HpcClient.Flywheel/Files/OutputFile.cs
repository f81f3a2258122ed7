namespace HpcClient.Flywheel.Files;

/// <summary>A file to upload.</summary>
/// <param name="Name">Its name on the site.</param>
/// <param name="Path">Where it lies here.</param>
/// <param name="Size">Bytes.</param>
public sealed record OutputFile(string Name, string Path, long Size);
