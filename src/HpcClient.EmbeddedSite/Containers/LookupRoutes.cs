using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite.Containers;

/// <summary><c>POST /lookup {"path": [group, project, subject, session, acquisition]}</c>: a container by the labels on its way.</summary>
internal sealed class LookupRoutes(SiteState site)
{
    public void Map(Api api) => api.Post("/lookup", LookUpAsync);

    private async Task LookUpAsync(ApiCall call)
    {
        call.Caller.RequireLogin();
        var path = (await call.ReadObjectAsync()).Texts("path").ToArray();
        if (path.Length == 0 || path.Length > ContainerLevel.Tree.Length)
        {
            throw RequestRefused.BadInput($"path must have 1 to {ContainerLevel.Tree.Length} parts: group, project, subject, session, acquisition.");
        }

        var found = site.Database.Read(session => Find(session, call, path));
        await call.AnswerAsync(found);
    }

    private static JsonObject Find(DatabaseSession session, ApiCall call, string[] path)
    {
        var container = DocumentTable.Find(session, ContainerLevel.Group, path[0]) ?? throw RequestRefused.NotFound($"There is no group '{path[0]}'.");
        for (var depth = 1; depth < path.Length; depth++)
        {
            var level = ContainerLevel.Tree[depth];
            container = DocumentTable.FindByLabel(session, level, container.Text("_id"), path[depth])
                ?? throw RequestRefused.NotFound($"There is no {level} '{path[depth]}' in '{string.Join('/', path[..depth])}'.");
        }

        var reached = ContainerLevel.Tree[path.Length - 1];
        if (path.Length > 1)
        {
            Permissions.Require(session, call.Caller, reached, container, "ro");
            ContainerTable.WithFiles(session, container);
        }

        container["container_type"] = reached;
        return container;
    }
}
