using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Containers;
using HpcClient.EmbeddedSite.Core2018.Access;
using HpcClient.EmbeddedSite.Core2018.Http;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite.Core2018.Containers;

/// <summary>Projects, sessions and acquisitions: make, read, list. A subject is a part of its session.</summary>
internal sealed class CoreContainerRoutes(SiteState site)
{
    private static readonly string[] Levels = [ContainerLevel.Project, ContainerLevel.Session, ContainerLevel.Acquisition];

    public void Map(Api api)
    {
        foreach (var level in Levels)
        {
            var path = "/" + ContainerLevel.Plural(level);
            api.Get(path, call => ListAsync(call, level, null));
            api.Post(path, call => MakeAsync(call, level));
            api.Post(path + "/{id}/info", call => UpdateInfoAsync(call, level));
        }

        foreach (var level in Levels.Append(ContainerLevel.Analysis))
        {
            api.Get($"/{ContainerLevel.Plural(level)}/{{id}}", call => GetAsync(call, level));
        }

        api.Get("/groups/{id}/projects", call => ListAsync(call, ContainerLevel.Project, ContainerLevel.Group));
        api.Get("/projects/{id}/sessions", call => ListAsync(call, ContainerLevel.Session, ContainerLevel.Project));
        api.Get("/sessions/{id}/acquisitions", call => ListAsync(call, ContainerLevel.Acquisition, ContainerLevel.Session));
    }

    /// <summary>A container, or 404 in the words of 2018.</summary>
    public static JsonObject Require(DatabaseSession session, string level, string id) =>
        DocumentTable.Find(session, level, id) ?? throw RequestRefused.NotFound($"Could not find {ContainerLevel.Plural(level)} {id}");

    private Task GetAsync(ApiCall call, string level) => call.AnswerAsync(site.Database.Read(session =>
    {
        var container = Require(session, level, call.Id());
        CoreAccess.RequireContainer(session, call, level, container, "ro");
        var view = ContainerView.Whole(session, call.Caller, level, container);
        if (level == ContainerLevel.Analysis && call.Flag("inflate_job") && container.Text("job") is { } job)
        {
            view["job"] = Jobs.CoreJobView.Of(Jobs.CoreJobView.Require(session, job));
        }

        return view;
    }));

    private Task ListAsync(ApiCall call, string level, string? above)
    {
        call.Caller.RequireLogin();
        return call.AnswerAsync(site.Database.Read(session => DocumentTable.List(session, level)
            .Where(found => above is null || found.Map("parents")!.Text(above) == call.Route("id"))
            .Where(found => CoreAccess.Allows(session, call.Caller, level, found, "ro"))
            .Select(found => ContainerView.Entry(session, call.Caller, level, found)).ToJson()));
    }

    private async Task MakeAsync(ApiCall call, string level)
    {
        var body = await call.ObjectAsync();
        var parentLevel = level switch
        {
            ContainerLevel.Project => ContainerLevel.Group,
            // Our own commands hang a session below a subject, as current sites do.
            ContainerLevel.Session when body.Text(ContainerLevel.Subject) is not null => ContainerLevel.Subject,
            ContainerLevel.Session => ContainerLevel.Project,
            _ => ContainerLevel.Session,
        };
        SchemaFault.CheckPresent(body, parentLevel);
        var made = site.Database.Write(session =>
        {
            var parent = Require(session, parentLevel, body.Text(parentLevel) ?? "");
            CoreAccess.RequireContainer(session, call, parentLevel, parent, level == ContainerLevel.Project ? "admin" : "rw");
            if (parentLevel == ContainerLevel.Project)
            {
                body[ContainerLevel.Subject] = SubjectOf(session, body, parent.Text("_id")!).Text("_id");
            }

            var container = ContainerTable.Make(session, site.Clock, level, body);
            if (level == ContainerLevel.Project)
            {
                if (!call.Flag("inherit"))
                {
                    container["permissions"] = new JsonArray();
                }

                if (call.Caller.UserId is { } owner)
                {
                    Permissions.Set(container, owner, "admin");
                }

                ContainerTable.Put(session, level, container);
            }

            return container;
        });
        await call.AnswerAsync(new JsonObject { ["_id"] = made.Text("_id") });
    }

    private JsonObject SubjectOf(DatabaseSession session, JsonObject body, string project)
    {
        var code = body.Map(ContainerLevel.Subject)?.Text("code") ?? "unknown";
        return DocumentTable.FindByLabel(session, ContainerLevel.Subject, project, code)
            ?? ContainerTable.Make(session, site.Clock, ContainerLevel.Subject, new JsonObject { ["label"] = code, [ContainerLevel.Project] = project });
    }

    private async Task UpdateInfoAsync(ApiCall call, string level)
    {
        var body = await call.ObjectAsync();
        site.Database.Write(session =>
        {
            var container = Require(session, level, call.Id());
            CoreAccess.RequireContainer(session, call, level, container, "rw");
            container["info"] = InfoUpdate.Apply(container.Map("info"), body);
            container["modified"] = site.Clock.Stamp();
            ContainerTable.Put(session, level, container);
        });
        await call.AnswerAsync(new JsonObject { ["modified"] = 1 });
    }
}
