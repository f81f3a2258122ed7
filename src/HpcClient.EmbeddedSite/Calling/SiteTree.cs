using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Auth;
using HpcClient.EmbeddedSite.Containers;
using HpcClient.EmbeddedSite.Json;

namespace HpcClient.EmbeddedSite.Calling;

/// <summary>Containers by the way of their labels: <c>group/project/subject/session/acquisition</c>.</summary>
/// <param name="caller">An administrator: groups are made by no one else.</param>
public sealed class SiteTree(SiteCaller caller)
{
    /// <summary>The container at the end of the way, or null.</summary>
    public async Task<JsonObject?> FindAsync(IReadOnlyList<string> labels, CancellationToken cancellationToken)
    {
        try
        {
            return await caller.PostAsync("lookup", new JsonObject { ["path"] = labels.ToJson() }, cancellationToken) as JsonObject;
        }
        catch (SiteCallException e) when (e.Status == 404)
        {
            return null;
        }
    }

    /// <summary>The container at the end of the way, made with all that is missing above it. In a group made here the site's researcher may work.</summary>
    public async Task<JsonObject> EnsureAsync(IReadOnlyList<string> labels, CancellationToken cancellationToken)
    {
        if (await FindAsync(labels, cancellationToken) is { } found)
        {
            return found;
        }

        if (labels.Count == 1)
        {
            await caller.PostAsync("groups", new JsonObject { ["_id"] = labels[0], ["label"] = labels[0] }, cancellationToken);
            await caller.PostAsync($"groups/{labels[0]}/permissions", new JsonObject { ["_id"] = SiteSecrets.Researcher, ["access"] = "rw" }, cancellationToken);
        }
        else
        {
            var parent = await EnsureAsync([.. labels.Take(labels.Count - 1)], cancellationToken);
            var level = ContainerLevel.Tree[labels.Count - 1];
            await caller.PostAsync(
                // A site of 2018 gives the group's members a project only when asked so.
                ContainerLevel.Plural(level) + (level == ContainerLevel.Project ? "?inherit=true" : ""),
                new JsonObject { ["label"] = labels[^1], [ContainerLevel.ParentOf(level)!] = parent.Text("_id") },
                cancellationToken);
        }

        return (await FindAsync(labels, cancellationToken))!;
    }
}
