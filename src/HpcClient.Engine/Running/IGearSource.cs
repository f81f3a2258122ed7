using HpcClient.Engine.Images;
using HpcClient.Engine.Inputs;
using HpcClient.Flywheel.Gears;

namespace HpcClient.Engine.Running;

/// <summary>
/// Where a gear, its configuration and its inputs come from: a site that wants a job run, or the files of somebody who
/// develops the gear. All that the stages up to the gear's end need of the world outside.
/// </summary>
internal interface IGearSource : IImageSource
{
    /// <summary>The image, where it is named otherwise than by the gear; else null.</summary>
    ImageReference? Image { get; }

    /// <summary>The gear with its manifest.</summary>
    /// <exception cref="EngineFault">There is none.</exception>
    Task<GearDocument> GetGearAsync(CancellationToken cancellationToken);

    /// <summary>The run's <c>config.json</c>; may hold an API key.</summary>
    Task<byte[]> GetConfigAsync(CancellationToken cancellationToken);

    /// <summary>Looks whether the inputs are there as they are known; learns what can be learnt of them.</summary>
    /// <exception cref="EngineFault">They are not.</exception>
    Task<IReadOnlyList<InputFile>> CheckInputsAsync(IReadOnlyList<InputFile> inputs, CancellationToken cancellationToken);

    /// <summary>Brings an input file to <paramref name="path"/>.</summary>
    Task FetchInputAsync(InputFile file, string path, CancellationToken cancellationToken);
}
