using HpcClient.Flywheel;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Files;
using HpcClient.Flywheel.Jobs;

namespace HpcClient.Engine.Inputs;

/// <summary>
/// Looks before anything is fetched whether the site still has the inputs as the job knows them, and learns their hashes. What
/// is wrong is told of all inputs at once.
/// </summary>
internal sealed class InputCheck(SiteClient site, FlywheelJob job)
{
    /// <summary>Checks <paramref name="inputs"/>.</summary>
    /// <returns>The same, with size and hash as the site has them now.</returns>
    /// <exception cref="EngineFault">A file is gone or was replaced.</exception>
    public async Task<IReadOnlyList<InputFile>> CheckAsync(IReadOnlyList<InputFile> inputs, CancellationToken cancellationToken)
    {
        var listings = new Dictionary<(string?, string?), IReadOnlyList<FileRecord>?>();
        foreach (var container in inputs.Select(input => input.Container).DistinctBy(container => (container.Type, container.Id)))
        {
            listings[(container.Type, container.Id)] = await ListAsync(container, cancellationToken);
        }

        var faults = new List<string>();
        var known = inputs.Select(input => listings[(input.Container.Type, input.Container.Id)] is { } files ? Compare(input, files, faults) : input).ToList();
        return faults.Count == 0 ? known : throw new EngineFault(string.Join(' ', faults));
    }

    // A site that does not show the container may still give the file: then the download itself tells.
    private async Task<IReadOnlyList<FileRecord>?> ListAsync(ContainerReference container, CancellationToken cancellationToken)
    {
        try
        {
            return await site.ListFilesAsync(container, cancellationToken);
        }
        catch (SiteException e) when (e.Fault is SiteFault.NotFound or SiteFault.NotAllowed or SiteFault.ServerError or SiteFault.UnexpectedAnswer or SiteFault.Refused or SiteFault.Invalid)
        {
            return null;
        }
    }

    private InputFile Compare(InputFile input, IReadOnlyList<FileRecord> files, List<string> faults)
    {
        if (files.FirstOrDefault(file => file.Name == input.Name) is not { } record)
        {
            // An empty list may also be a site that leaves files out of its containers.
            if (files.Count > 0)
            {
                faults.Add($"The input '{input.Key}' ({input.Name}) is no longer in its {input.Container.Type} on the site: it was deleted or renamed after the job was made. Launch the job again with a file that is there.");
            }

            return input;
        }

        if (record.Size is { } size && input.Size is { } expected && size != expected)
        {
            faults.Add($"The input '{input.Key}' ({input.Name}) was replaced after the job was made: it has {size} bytes on the site, the job knows {expected}. Launch the job again.");
        }
        else if (record.Replaced is { } replaced && job.Created is { } created && replaced > created)
        {
            faults.Add($"The input '{input.Key}' ({input.Name}) was replaced on {replaced.UtcDateTime:yyyy-MM-dd HH:mm} UTC, after the job was made. Launch the job again.");
        }

        return input with { Size = input.Size ?? record.Size, Sha384 = record.Sha384 };
    }
}
