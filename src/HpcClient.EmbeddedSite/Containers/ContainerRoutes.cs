using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Queries;
using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite.Containers;

/// <summary>Projects, subjects, sessions, acquisitions, analyses: read, list, make, describe.</summary>
internal sealed class ContainerRoutes(SiteState site)
{
    private static readonly string[] Describable = ["label", "timestamp", "timezone", "uid", "tags", "public", "age", "sex"];

    public void Map(Api api)
    {
        foreach (var level in ContainerLevel.WithFiles)
        {
            var path = "/" + ContainerLevel.Plural(level);
            api.Get(path, call => ListAsync(call, level, null));
            api.Get(path + "/{id}", call => GetAsync(call, level));
            api.Put(path + "/{id}", call => UpdateAsync(call, level));
            api.Post(path + "/{id}/info", call => UpdateInfoAsync(call, level));
            if (level != ContainerLevel.Analysis)
            {
                api.Post(path, call => MakeAsync(call, level));
                api.Get(path + "/{id}/analyses", call => ListAsync(call, ContainerLevel.Analysis, call.Route("id")));
                var parent = ContainerLevel.ParentOf(level)!;
                api.Get($"/{ContainerLevel.Plural(parent)}/{{id}}/{ContainerLevel.Plural(level)}", call => ListAsync(call, level, call.Route("id")));
            }
        }

        api.Get("/projects/{id}/sessions", call => ListBelowProjectAsync(call, ContainerLevel.Session));
        api.Get("/projects/{id}/acquisitions", call => ListBelowProjectAsync(call, ContainerLevel.Acquisition));
    }

    private Task GetAsync(ApiCall call, string level)
    {
        var container = site.Database.Read(session =>
        {
            var found = ContainerTable.Require(session, level, call.Route("id"));
            Permissions.Require(session, call.Caller, level, found, "ro");
            return ContainerTable.WithFiles(session, found);
        });
        return call.AnswerAsync(container);
    }

    private Task ListAsync(ApiCall call, string level, string? parent) =>
        AnswerListAsync(call, session => DocumentTable.List(session, level, parent), level);

    private Task ListBelowProjectAsync(ApiCall call, string level)
    {
        var project = call.Route("id");
        return AnswerListAsync(call, session => [.. DocumentTable.List(session, level).Where(found => ContainerTable.ProjectOf(level, found) == project)], level);
    }

    private Task AnswerListAsync(ApiCall call, Func<DatabaseSession, List<JsonObject>> list, string level)
    {
        call.Caller.RequireLogin();
        var query = ListQuery.Read(call);
        var containers = site.Database.Read(session => list(session)
            .Where(found => Permissions.Allows(session, call.Caller, ContainerTable.ProjectOf(level, found), "ro"))
            .Select(found => ContainerTable.WithFiles(session, found))
            .ToList());
        return query.AnswerAsync(call, containers);
    }

    private async Task MakeAsync(ApiCall call, string level)
    {
        call.Caller.RequireLogin();
        var body = await call.ReadObjectAsync();
        var made = site.Database.Write(session =>
        {
            var parentLevel = ContainerLevel.ParentOf(level)!;
            var parentId = body.Text(parentLevel) ?? body.Map(parentLevel)?.Text("_id") ?? throw RequestRefused.BadInput($"The {parentLevel} is missing.");
            if (level != ContainerLevel.Project)
            {
                Permissions.Require(session, call.Caller, parentLevel, ContainerTable.Require(session, parentLevel, parentId), "rw");
            }
            else if (!call.Caller.IsAdmin && !(DocumentTable.Find(session, parentLevel, parentId) is { } group && Permissions.Holds(group, call.Caller.Id, "rw")))
            {
                throw RequestRefused.Forbidden($"User {call.Caller.Id} has no rw access to group {parentId}.");
            }

            return ContainerTable.Make(session, site.Clock, level, body);
        });
        await call.AnswerAsync(new JsonObject { ["_id"] = made.Text("_id") });
    }

    private async Task UpdateAsync(ApiCall call, string level)
    {
        var body = await call.ReadObjectAsync();
        Change(call, level, container =>
        {
            foreach (var (key, value) in body)
            {
                if (!Describable.Contains(key))
                {
                    throw RequestRefused.BadInput($"'{key}' cannot be set here.");
                }

                container[key] = value?.DeepClone();
            }
        });
        await call.AnswerAsync(new JsonObject { ["modified"] = 1 });
    }

    private async Task UpdateInfoAsync(ApiCall call, string level)
    {
        var body = await call.ReadObjectAsync();
        Change(call, level, container => container["info"] = InfoUpdate.Apply(container.Map("info"), body));
        await call.AnswerAsync(new JsonObject { ["modified"] = 1 });
    }

    private void Change(ApiCall call, string level, Action<JsonObject> change) => site.Database.Write(session =>
    {
        var container = ContainerTable.Require(session, level, call.Route("id"));
        Permissions.Require(session, call.Caller, level, container, "rw");
        change(container);
        container["modified"] = site.Clock.Stamp();
        ContainerTable.Put(session, level, container);
    });
}
