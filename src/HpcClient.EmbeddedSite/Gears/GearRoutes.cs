using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Queries;
using HpcClient.Gears.Checking;

namespace HpcClient.EmbeddedSite.Gears;

/// <summary><c>/gears</c>.</summary>
internal sealed class GearRoutes(SiteState site)
{
    private static readonly string[] Categories = ["analysis", "converter", "utility", "classifier", "qa"];

    public void Map(Api api)
    {
        api.Get("/gears", ListAsync);
        api.Get("/gears/{id}", GetAsync);
        api.Post("/gears/{name}", AddAsync);
        api.Get("/gears/{id}/invocation", async call => await call.AnswerAsync(InvocationSchema.Of(Require(call).Map("gear")!)));
    }

    private Task ListAsync(ApiCall call)
    {
        call.Caller.RequireLogin();
        var query = ListQuery.Read(call);
        var all = call.Flag("all_versions") || call.Flag("exhaustive");
        var gears = site.Database.Read(session => (all ? GearTable.AllVersions(session) : GearTable.Newest(session)).ToList());
        return query.AnswerAsync(call, gears.Where(gear => call.Flag("include_invalid") || !GearTable.IsInvalid(gear)));
    }

    private Task GetAsync(ApiCall call) => call.AnswerAsync(Require(call));

    private JsonObject Require(ApiCall call)
    {
        call.Caller.RequireLogin();
        var id = call.Route("id");
        return site.Database.Read(session => GearTable.Find(session, id)) ?? throw RequestRefused.NotFound($"There is no gear {id}.");
    }

    private async Task AddAsync(ApiCall call)
    {
        call.Caller.RequireAdmin();
        var body = await call.ReadObjectAsync();
        var manifest = body.Map("gear") ?? throw RequestRefused.BadInput("gear (the manifest) is missing.");
        var exchange = body.Map("exchange") ?? throw RequestRefused.BadInput("exchange is missing.");
        var category = body.Text("category") ?? "utility";
        var faults = ManifestCheck.Of(manifest).Where(finding => finding.Kind == FindingKind.Fault).ToList();
        if (faults.Count > 0)
        {
            throw RequestRefused.BadInput("The manifest is not valid: " + string.Join(" ", faults.Select(fault => fault.Sentence)));
        }

        if (manifest.Text("name") != call.Route("name"))
        {
            throw RequestRefused.BadInput($"The manifest's name is '{manifest.Text("name")}', the address says '{call.Route("name")}'.");
        }

        if (!Categories.Contains(category))
        {
            throw RequestRefused.BadInput($"Category '{category}' must be one of {string.Join(", ", Categories)}.");
        }

        if (exchange.Text("rootfs-url") is not { Length: > 0 })
        {
            throw RequestRefused.BadInput("exchange.rootfs-url is missing.");
        }

        var gear = new JsonObject
        {
            ["_id"] = site.Clock.NewId(),
            ["category"] = category,
            ["gear"] = manifest.DeepClone(),
            ["exchange"] = exchange.DeepClone(),
            ["created"] = site.Clock.Stamp(),
            ["modified"] = site.Clock.Stamp(),
        };
        site.Database.Write(session =>
        {
            if (GearTable.AllVersions(session).Any(known => GearTable.NameOf(known) == GearTable.NameOf(gear) && GearTable.VersionOf(known) == GearTable.VersionOf(gear)))
            {
                throw new RequestRefused(409, $"Gear {GearTable.NameOf(gear)} {GearTable.VersionOf(gear)} is there already. Give the manifest a new version.");
            }

            GearTable.Put(session, gear);
        });
        await call.AnswerAsync(new JsonObject { ["_id"] = gear.Text("_id") });
    }
}
