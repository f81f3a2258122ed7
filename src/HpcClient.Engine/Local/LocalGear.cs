using HpcClient.Flywheel.Gears;

namespace HpcClient.Engine.Local;

/// <summary>A gear that is to run on files of this machine, without any site.</summary>
public sealed record LocalGear
{
    /// <summary>Id of the run, in the place of a job's id: letters and digits.</summary>
    public required string RunId { get; init; }

    /// <summary>The manifest.</summary>
    public required GearManifest Manifest { get; init; }

    /// <summary>The <c>config.json</c>, which describes the inputs.</summary>
    public required ReadOnlyMemory<byte> Config { get; init; }

    /// <summary>Full path of the file by input.</summary>
    public required IReadOnlyDictionary<string, string> Inputs { get; init; }

    /// <summary>The image.</summary>
    public required LocalImage Image { get; init; }

    /// <summary>Folder for what the gear leaves in <c>output/</c>.</summary>
    public required string Output { get; init; }
}
