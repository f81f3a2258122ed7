using HpcClient.Engine.Images;
using HpcClient.Engine.Inputs;
using HpcClient.Flywheel;
using HpcClient.Flywheel.Gears;
using HpcClient.Flywheel.Jobs;

namespace HpcClient.Engine.Running;

/// <summary>A job of a site: all of it comes from there.</summary>
internal sealed class SiteGearSource(SiteClient site, FlywheelJob job) : IGearSource
{
    /// <inheritdoc/>
    public ImageReference? Image => null;

    /// <inheritdoc/>
    public Task<GearDocument> GetGearAsync(CancellationToken cancellationToken) => site.GetGearAsync(
        job.GearId ?? job.GearInfo?.Id ?? throw new EngineFault("The site gave the job without its gear. Run the job again."), cancellationToken);

    /// <inheritdoc/>
    public Task<byte[]> GetConfigAsync(CancellationToken cancellationToken) => site.GetJobConfigFileAsync(job.Id, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<InputFile>> CheckInputsAsync(IReadOnlyList<InputFile> inputs, CancellationToken cancellationToken) =>
        await new InputCheck(site, job).CheckAsync(
            await site.FindGenerationAsync(cancellationToken) == ApiGeneration.Core2018 ? RequestedAddresses.Apply(job, inputs) : inputs, cancellationToken);

    /// <inheritdoc/>
    public Task FetchInputAsync(InputFile file, string path, CancellationToken cancellationToken) =>
        site.DownloadFileAsync(file.Container, file.Name, path, file.Size, file.Sha384, cancellationToken);

    /// <inheritdoc/>
    public Task FetchImageAsync(string url, string path, CancellationToken cancellationToken) => site.DownloadImageAsync(url, path, cancellationToken);
}
