using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Core2018.Access;
using HpcClient.EmbeddedSite.Core2018.Http;
using HpcClient.EmbeddedSite.Gears;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite.Core2018.Gears;

/// <summary><c>/gears</c>.</summary>
internal sealed class CoreGearRoutes(SiteState site)
{
    /// <summary>What the core's schema wants of a manifest, in the order in which it complains.</summary>
    private static readonly string[] Required = ["name", "label", "description", "version", "inputs", "config", "author", "license", "source", "url"];

    public void Map(Api api)
    {
        api.Get("/gears", ListAsync);
        api.Get("/gears/{id}", GetAsync);
        api.Post("/gears/check", CheckAsync);
        api.Post("/gears/{name}", AddAsync);
        api.Delete("/gears/{id}", DeleteAsync);
        api.Get("/gears/{id}/invocation", InvocationAsync);
    }

    private Task ListAsync(ApiCall call)
    {
        call.Caller.RequireLogin();
        var gears = site.Database.Read(session => (call.Flag("all_versions") ? GearTable.AllVersions(session) : GearTable.Newest(session)).ToList());
        return call.AnswerAsync(gears
            .Where(gear => call.Query("filter") != "single_input" || gear.Map("gear")!.Map("inputs") is not { Count: > 1 })
            .OrderBy(GearTable.NameOf, StringComparer.Ordinal).ToJson());
    }

    /// <summary>An id that is not there is no fault: the answer is empty.</summary>
    private Task GetAsync(ApiCall call)
    {
        call.Caller.RequireLogin();
        var id = call.Id();
        return site.Database.Read(session => GearTable.Find(session, id)) is { } gear ? call.AnswerAsync(gear) : call.NothingAsync();
    }

    private Task InvocationAsync(ApiCall call)
    {
        call.Caller.RequireLogin();
        var id = call.Id();
        var gear = site.Database.Read(session => GearTable.Find(session, id)) ?? throw RequestRefused.NotFound($"Could not find gears {id}");
        var schema = InvocationSchema.Of(gear.Map("gear")!);
        schema.Map("properties")!.Map("config")!["required"] = (gear.Map("gear")!.Map("config") ?? [])
            .Where(entry => (entry.Value as JsonObject)?.Flag("optional") != true).Select(entry => entry.Key).ToJson();
        foreach (var part in (string[])["inputs", "config"])
        {
            var properties = schema.Map("properties")!.Map(part)!.Map("properties")!;
            foreach (var (name, entry) in properties.Where(entry => entry.Value is JsonObject).Select(entry => (entry.Key, (JsonObject)entry.Value!)).ToList())
            {
                entry.Remove("base");
                entry.Remove("optional");
                entry.Remove("description");
                if (part == "inputs")
                {
                    // What a manifest asks of a file stands one level deeper than what it asks of an option.
                    properties[name] = new JsonObject { ["type"] = "object", ["properties"] = entry.DeepClone() };
                }
            }
        }

        return call.AnswerAsync(schema);
    }

    private async Task AddAsync(ApiCall call)
    {
        call.RequireAdmin();
        var body = await call.ObjectAsync();
        if (body.Map("gear")?.Text("name") is not { } name || name != call.Route("name"))
        {
            throw RequestRefused.BadInput("Name key must be present and match URL");
        }

        Check(body);
        var gear = body.Only("category", "gear", "exchange", "manifest");
        gear["_id"] = site.Clock.NewId();
        gear["created"] = site.Clock.Stamp();
        gear["modified"] = site.Clock.Stamp();
        site.Database.Write(session =>
        {
            RequireNew(session, gear);
            GearTable.Put(session, gear);
        });
        await call.AnswerAsync(new JsonObject { ["_id"] = gear.Text("_id") });
    }

    /// <summary>Whether a gear could be added; whoever asks.</summary>
    private async Task CheckAsync(ApiCall call)
    {
        var body = await call.ObjectAsync();
        Check(body);
        site.Database.Read(session => RequireNew(session, body));
        await call.NothingAsync();
    }

    private static void Check(JsonObject body)
    {
        var manifest = body.Map("gear") ?? [];
        if (Required.FirstOrDefault(key => !manifest.ContainsKey(key)) is { } missing)
        {
            throw RequestRefused.BadInput($"Object does not match schema on key none: '{missing}' is a required property");
        }

        if (body.Map("exchange")?.Text("rootfs-url") is not { Length: > 0 })
        {
            throw RequestRefused.BadInput("Object does not match schema on key none: 'exchange' is a required property");
        }
    }

    private static bool RequireNew(DatabaseSession session, JsonObject gear) =>
        GearTable.AllVersions(session).Any(known => GearTable.NameOf(known) == GearTable.NameOf(gear) && GearTable.VersionOf(known) == GearTable.VersionOf(gear))
            ? throw new RequestRefused(500, $"Gear \"{GearTable.NameOf(gear)}\" version \"{GearTable.VersionOf(gear)}\" already exists, consider changing the version string.")
            : true;

    private Task DeleteAsync(ApiCall call)
    {
        call.RequireAdmin();
        var id = call.Id();
        return site.Database.Write(session => session.Execute("DELETE FROM documents WHERE kind=$0 AND id=$1", GearTable.Kind, id)) == 0
            ? throw new RequestRefused(500, "Deleted failed {u'ok': 1.0, u'n': 0}")
            : call.NothingAsync();
    }
}
