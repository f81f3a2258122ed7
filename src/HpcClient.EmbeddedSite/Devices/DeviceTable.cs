using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Auth;
using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite.Devices;

/// <summary>Device records: made by the first call with the drone secret, stamped by each.</summary>
internal static class DeviceTable
{
    public const string Kind = "device";

    public static JsonObject Touch(DatabaseSession session, SiteClock clock, string type, string name)
    {
        var id = $"{type}_{name}".Replace(' ', '_');
        var device = DocumentTable.Find(session, Kind, id) ?? new JsonObject
        {
            ["_id"] = id,
            ["type"] = type,
            ["method"] = type,
            ["name"] = name,
            ["label"] = name,
            ["created"] = clock.Stamp(),
        };
        device["last_seen"] = clock.Stamp();
        device["errors"] = new JsonArray();
        if (device["key"] is null)
        {
            var key = KeyTable.NewKey();
            KeyTable.Put(session, key, KeyTable.DeviceKind, id);
            device["key"] = key;
        }

        DocumentTable.Put(session, Kind, id, device);
        return device;
    }
}
