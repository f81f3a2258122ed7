using HpcClient.Engine.Layout;
using HpcClient.Flywheel.Jobs;

namespace HpcClient.Engine.Inputs;

/// <summary>
/// Where the formula of a job of 2018 (<c>request</c>) has its input files: that is what engines of that time fetched. Only
/// files are taken from there. A retried job has the formula of the job it retries, so whatever has a job's id in it
/// (<c>config.json</c>, the upload) is never addressed by it.
/// </summary>
internal static class RequestedAddresses
{
    private const string OfSite = "scitran";
    private const string Folder = GearFolder.InContainer + "/input/";

    /// <summary>The inputs, each in the container that the formula names; as they are where it names none.</summary>
    /// <exception cref="EngineFault">An address is not that of the input's file.</exception>
    public static IReadOnlyList<InputFile> Apply(FlywheelJob job, IReadOnlyList<InputFile> inputs)
    {
        var addresses = (job.Request?.Inputs ?? [])
            .Where(input => input is { Type: OfSite, Uri: not null } && input.Location?.StartsWith(Folder, StringComparison.Ordinal) == true)
            .GroupBy(input => input.Location![Folder.Length..], StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First().Uri!, StringComparer.Ordinal);
        return [.. inputs.Select(input => addresses.TryGetValue(input.Key, out var uri) ? input with { Container = Container(input, uri) } : input)];
    }

    // /TYPE/ID/files/NAME, for a file of an analysis /TYPE/ID/analyses/ID/files/NAME; sites wrote the name both as it is and escaped.
    private static ContainerReference Container(InputFile input, string uri)
    {
        var files = uri.IndexOf("/files/", StringComparison.Ordinal);
        var name = files < 0 ? "" : uri[(files + "/files/".Length)..];
        return files > 0 && (name == input.Name || Uri.UnescapeDataString(name) == input.Name) && Of(uri[..files].Split('/')) is { } container
            ? container
            : throw new EngineFault($"The site's formula of this job has the input '{input.Key}' ({input.Name}) at '{uri}', which is not the address of that file. Launch the job again; if it stays, tell the site's support.");
    }

    private static ContainerReference? Of(string[] segments) => segments switch
    {
        ["", var type, var id] when Singular(type) is { } singular && JobIds.IsValid(id) => new() { Type = singular, Id = id },
        ["", var type, var parent, "analyses", var id] when Singular(type) is not null && JobIds.IsValid(parent) && JobIds.IsValid(id) => new() { Type = "analysis", Id = id },
        _ => null,
    };

    private static string? Singular(string plural) => plural switch
    {
        "projects" or "subjects" or "sessions" or "acquisitions" or "collections" => plural[..^1],
        "analyses" => "analysis",
        _ => null,
    };
}
