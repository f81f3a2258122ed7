using HpcClient.Flywheel.Jobs;

namespace HpcClient.Engine.Inputs;

/// <summary>A file that the gear gets.</summary>
/// <param name="Key">Input name: its folder below <c>input/</c>.</param>
/// <param name="Name">File name, exactly as on the site.</param>
/// <param name="Container">Where it is.</param>
/// <param name="Size">Bytes, when the job says.</param>
internal sealed record InputFile(string Key, string Name, ContainerReference Container, long? Size)
{
    /// <summary>SHA-384 of the content in lower-case hex, when the site says.</summary>
    public string? Sha384 { get; init; }
}
