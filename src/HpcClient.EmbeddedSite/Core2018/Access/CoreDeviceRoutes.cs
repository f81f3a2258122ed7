using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Core2018.Http;
using HpcClient.EmbeddedSite.Devices;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite.Core2018.Access;

/// <summary><c>/devices</c>, without any key: drones show their secret with each call.</summary>
internal sealed class CoreDeviceRoutes(SiteState site)
{
    private static readonly string[] Shown = ["_id", "name", "method", "last_seen", "interval", "info", "errors"];

    public void Map(Api api)
    {
        api.Get("/devices", ListAsync);
        api.Post("/devices", UpdateAsync);
        api.Get("/devices/status", StatusAsync);
        api.Get("/devices/self", call =>
        {
            call.Caller.RequireDrone();
            return AnswerAsync(call, call.Caller.Id);
        });
        api.Get("/devices/{id}", call =>
        {
            call.Caller.RequireLogin();
            return AnswerAsync(call, call.Route("id"));
        });
    }

    private Task ListAsync(ApiCall call)
    {
        call.Caller.RequireLogin();
        return call.AnswerAsync(site.Database.Read(session => DocumentTable.List(session, DeviceTable.Kind)).Select(View).ToJson());
    }

    private async Task UpdateAsync(ApiCall call)
    {
        call.Caller.RequireDrone();
        var body = await call.ObjectAsync();
        SchemaFault.CheckKeys(body, "interval", "errors", "info");
        site.Database.Write(session =>
        {
            var device = DocumentTable.Find(session, DeviceTable.Kind, call.Caller.Id)!;
            foreach (var (key, value) in body)
            {
                device[key] = value?.DeepClone();
            }

            DocumentTable.Put(session, DeviceTable.Kind, call.Caller.Id, device);
        });
        await call.AnswerAsync(new JsonObject { ["modified"] = 1 });
    }

    private Task StatusAsync(ApiCall call)
    {
        call.Caller.RequireLogin();
        var statuses = new JsonObject();
        foreach (var device in site.Database.Read(session => DocumentTable.List(session, DeviceTable.Kind)))
        {
            statuses[device.Text("_id")!] = new JsonObject
            {
                ["status"] = device.List("errors") is { Count: > 0 } ? "error" : "ok",
                ["last_seen"] = device.Text("last_seen"),
            };
        }

        return call.AnswerAsync(statuses);
    }

    private Task AnswerAsync(ApiCall call, string id) => call.AnswerAsync(View(
        site.Database.Read(session => DocumentTable.Find(session, DeviceTable.Kind, id)) ?? throw RequestRefused.NotFound($"Could not find devices {id}")));

    private static JsonObject View(JsonObject device) => device.Only(Shown);
}
