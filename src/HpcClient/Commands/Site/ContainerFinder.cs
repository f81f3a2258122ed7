using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Calling;
using HpcClient.EmbeddedSite.Containers;
using HpcClient.EmbeddedSite.Json;

namespace HpcClient.Commands.Site;

/// <summary>Finds a container by its labels, its id, or the id of a job that wrote to it.</summary>
internal static class ContainerFinder
{
    private const int IdLength = 24;

    public static async Task<FoundContainer> FindAsync(SiteCaller caller, string given, CancellationToken cancellationToken)
    {
        if (given.Contains('/', StringComparison.Ordinal))
        {
            return await new SiteTree(caller).FindAsync(Labels(given), cancellationToken) is { } found && found.Text("container_type") is { } level and not "group"
                ? new(level, found)
                : throw Missing(given);
        }

        if (given.Length == IdLength)
        {
            foreach (var level in ContainerLevel.WithFiles)
            {
                if (await TryGetAsync(caller, level, given, cancellationToken) is { } found)
                {
                    return new(level, found);
                }
            }
        }

        if (await JobFinder.TryFindAsync(caller, given, cancellationToken) is { } job
            && (await caller.GetAsync($"jobs/{job}", cancellationToken) as JsonObject)?.Map("destination") is { } destination
            && await TryGetAsync(caller, destination.Text("type")!, destination.Text("id")!, cancellationToken) is { } written)
        {
            return new(destination.Text("type")!, written);
        }

        throw Missing(given);
    }

    public static string[] Labels(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    private static async Task<JsonObject?> TryGetAsync(SiteCaller caller, string level, string id, CancellationToken cancellationToken)
    {
        try
        {
            return await caller.GetAsync($"{ContainerLevel.Plural(level)}/{Uri.EscapeDataString(id)}", cancellationToken) as JsonObject;
        }
        catch (SiteCallException e) when (e.Status == 404)
        {
            return null;
        }
    }

    private static CommandFault Missing(string given) => new(
        ExitCodes.Usage,
        $"There is no container '{given}'. Name it as group/project/subject/session/acquisition (or less of it), by its id, or by the id of a job.");
}
