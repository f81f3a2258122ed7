using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Calling;
using HpcClient.EmbeddedSite.Jobs;
using HpcClient.EmbeddedSite.Json;

namespace HpcClient.Commands.Site;

/// <summary>Finds a job by its id or an unambiguous beginning or end of it.</summary>
internal static class JobFinder
{
    public const string Help = "Job id, or an unambiguous beginning or end of it.";

    public static async Task<string> FindAsync(SiteCaller caller, string given, CancellationToken cancellationToken) =>
        await TryFindAsync(caller, given, cancellationToken) ?? throw new CommandFault(ExitCodes.Usage, $"There is no job '{given}'. List them with: fw-hpc-client site jobs");

    public static async Task<string?> TryFindAsync(SiteCaller caller, string given, CancellationToken cancellationToken)
    {
        var ids = (await ListAsync(caller, cancellationToken)).Select(job => job.Text("id")!).ToList();
        var matching = ids.Contains(given) ? [given]
            : ids.Where(id => id.StartsWith(given, StringComparison.Ordinal) || id.EndsWith(given, StringComparison.Ordinal)).ToList();
        return matching.Count <= 1
            ? matching.SingleOrDefault()
            : throw new CommandFault(ExitCodes.Usage, $"'{given}' fits {matching.Count} jobs: {string.Join(", ", matching.Take(5))}{(matching.Count > 5 ? " …" : "")}. Give more of the id.");
    }

    public static async Task<IEnumerable<JsonObject>> ListAsync(SiteCaller caller, CancellationToken cancellationToken) =>
        (await caller.GetAsync(OwnJobListRoutes.Path, cancellationToken) as JsonArray ?? []).OfType<JsonObject>();
}
