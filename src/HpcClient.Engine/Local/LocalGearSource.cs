using HpcClient.Engine.Images;
using HpcClient.Engine.Inputs;
using HpcClient.Engine.Running;
using HpcClient.Flywheel.Gears;

namespace HpcClient.Engine.Local;

/// <summary>Files of this machine in the place of a site.</summary>
internal sealed class LocalGearSource(LocalGear gear, ImageReference image) : IGearSource
{
    /// <inheritdoc/>
    public ImageReference? Image => image;

    /// <inheritdoc/>
    public Task<GearDocument> GetGearAsync(CancellationToken cancellationToken) => Task.FromResult(new GearDocument { Gear = gear.Manifest });

    /// <inheritdoc/>
    public Task<byte[]> GetConfigAsync(CancellationToken cancellationToken) => Task.FromResult(gear.Config.ToArray());

    /// <inheritdoc/>
    public Task<IReadOnlyList<InputFile>> CheckInputsAsync(IReadOnlyList<InputFile> inputs, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<InputFile>>([.. inputs.Select(input => input with { Size = new FileInfo(gear.Inputs[input.Key]).Length })]);

    /// <inheritdoc/>
    public async Task FetchInputAsync(InputFile file, string path, CancellationToken cancellationToken)
    {
        // A copy, as on a node: a gear that writes to its input does not write to its developer's file.
        await Task.Yield();
        File.Copy(gear.Inputs[file.Key], path);
        File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
    }

    /// <inheritdoc/>
    public Task FetchImageAsync(string url, string path, CancellationToken cancellationToken)
    {
        // Read once and removed: a link does, and spares the disk a second copy.
        File.CreateSymbolicLink(path, url);
        return Task.CompletedTask;
    }
}
