using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Containers;
using HpcClient.EmbeddedSite.Core2018.Access;
using HpcClient.EmbeddedSite.Core2018.Http;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;

namespace HpcClient.EmbeddedSite.Core2018.Containers;

/// <summary>Our own addition, for the commands that make a tree: subjects, which were parts of sessions in 2018.</summary>
internal sealed class SubjectRoutes(SiteState site)
{
    public void Map(Api api) => api.Post("/subjects", MakeAsync);

    private async Task MakeAsync(ApiCall call)
    {
        var body = await call.ObjectAsync();
        SchemaFault.CheckPresent(body, ContainerLevel.Project);
        var made = site.Database.Write(session =>
        {
            var project = CoreContainerRoutes.Require(session, ContainerLevel.Project, body.Text(ContainerLevel.Project) ?? "");
            CoreAccess.RequireContainer(session, call, ContainerLevel.Project, project, "rw");
            return ContainerTable.Make(session, site.Clock, ContainerLevel.Subject, body);
        });
        await call.AnswerAsync(new JsonObject { ["_id"] = made.Text("_id") });
    }
}
