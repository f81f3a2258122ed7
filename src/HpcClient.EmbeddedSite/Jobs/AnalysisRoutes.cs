using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Containers;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;

namespace HpcClient.EmbeddedSite.Jobs;

/// <summary><c>POST /{container}/{id}/analyses</c>: an analysis, with its job when one is given.</summary>
internal sealed class AnalysisRoutes(SiteState site, JobIntake intake)
{
    public void Map(Api api)
    {
        foreach (var level in ContainerLevel.WithFiles.Where(level => level != ContainerLevel.Analysis))
        {
            api.Post($"/{ContainerLevel.Plural(level)}/{{id}}/analyses", call => MakeAsync(call, level));
        }
    }

    private async Task MakeAsync(ApiCall call, string level)
    {
        call.Caller.RequireLogin();
        var body = await call.ReadObjectAsync();
        var label = body.Text("label") ?? throw RequestRefused.BadInput("An analysis needs a label.");
        var id = site.Database.Write(session =>
        {
            var parent = ContainerTable.Require(session, level, call.Route("id"));
            Permissions.Require(session, call.Caller, level, parent, "rw");
            var asked = body.Map("job");
            var analysis = new JsonObject
            {
                ["_id"] = site.Clock.NewId(),
                ["label"] = label,
                ["parent"] = new JsonObject { ["type"] = level, ["id"] = parent.Text("_id") },
                ["parents"] = ContainerTable.FindParents(session, level, parent.Text("_id")!),
                ["inputs"] = (asked?.Map("inputs") ?? []).Select(entry => entry.Value).OfType<JsonObject>().Select(input => (JsonObject)input.DeepClone()).ToJson(),
                ["info"] = body.Map("info")?.DeepClone() ?? new JsonObject(),
                ["tags"] = new JsonArray(),
                ["description"] = body.Text("description") ?? "",
                ["created"] = site.Clock.Stamp(),
                ["modified"] = site.Clock.Stamp(),
            };
            ContainerTable.Put(session, ContainerLevel.Analysis, analysis);
            if (asked is not null)
            {
                analysis["job"] = JobTable.IdOf(intake.Add(session, call.Caller, asked, analysis));
                ContainerTable.Put(session, ContainerLevel.Analysis, analysis);
            }

            return analysis.Text("_id");
        });
        await call.AnswerAsync(new JsonObject { ["_id"] = id });
    }
}
