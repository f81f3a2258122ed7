using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite.Devices;

/// <summary><c>/devices</c>: where a drone learns its key.</summary>
internal sealed class DeviceRoutes(SiteState site)
{
    public void Map(Api api)
    {
        api.Get("/devices", ListAsync);
        api.Post("/devices", UpdateAsync);
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
        var devices = site.Database.Read(session => DocumentTable.List(session, DeviceTable.Kind));
        return call.AnswerAsync(devices.Select(device => For(call, device)).ToJson());
    }

    private async Task UpdateAsync(ApiCall call)
    {
        call.Caller.RequireDrone();
        var body = await call.ReadObjectAsync();
        site.Database.Write(session =>
        {
            var device = DocumentTable.Find(session, DeviceTable.Kind, call.Caller.Id)!;
            foreach (var key in (string[])["interval", "errors", "info"])
            {
                if (body[key] is { } value)
                {
                    device[key] = value.DeepClone();
                }
            }

            DocumentTable.Put(session, DeviceTable.Kind, call.Caller.Id, device);
        });
        await call.AnswerAsync(new JsonObject { ["modified"] = 1 });
    }

    private Task AnswerAsync(ApiCall call, string id)
    {
        var device = site.Database.Read(session => DocumentTable.Find(session, DeviceTable.Kind, id)) ?? throw RequestRefused.NotFound($"Device {id} not found.");
        return call.AnswerAsync(For(call, device));
    }

    /// <summary>A device's key is good for everything: only drones and administrators see it.</summary>
    private static JsonObject For(ApiCall call, JsonObject device)
    {
        if (!call.Caller.IsAdmin)
        {
            device.Remove("key");
        }

        return device;
    }
}
