using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Storage;
using HpcClient.Gears.Invocations;

namespace HpcClient.EmbeddedSite.Files;

/// <summary>File records of containers.</summary>
internal static class FileTable
{
    private const int LongestNameBytes = 255;

    public static List<JsonObject> List(DatabaseSession session, string container) =>
        session.Query("SELECT body FROM files WHERE container=$0 ORDER BY seq", row => JsonText.ParseObject(row.GetString(0)), container);

    public static JsonObject? Find(DatabaseSession session, string container, string name) =>
        session.Text("SELECT body FROM files WHERE container=$0 AND name=$1", container, name) is { } body ? JsonText.ParseObject(body) : null;

    public static void Put(DatabaseSession session, string container, JsonObject record) => session.Execute(
        "INSERT INTO files(container, name, content, body) VALUES($0, $1, $2, $3) ON CONFLICT(container, name) DO UPDATE SET content=$2, body=$3",
        container, record.Text("name"), StoredContent.Sha384Of(record.Text("hash")!), JsonText.Of(record));

    /// <summary>Records new bytes under a name; what was told of an older file of that name stays, as sites keep it over versions.</summary>
    public static JsonObject Store(DatabaseSession session, SiteClock clock, string container, string name, StoredContent content, JsonObject origin)
    {
        var older = Find(session, container, name);
        var record = older ?? new JsonObject
        {
            ["file_id"] = clock.NewId(),
            ["name"] = name,
            ["type"] = FileTypes.TypeOf(name),
            ["modality"] = null,
            ["measurements"] = new JsonArray(),
            ["classification"] = new JsonObject(),
            ["tags"] = new JsonArray(),
            ["info"] = new JsonObject(),
            ["created"] = clock.Stamp(),
        };
        if (older is not null)
        {
            record["replaced"] = clock.Stamp();
        }

        record["version"] = (older?.Whole("version") ?? 0) + 1;
        record["mimetype"] = FileTypes.MimetypeOf(name);
        record["size"] = content.Size;
        record["hash"] = content.Hash;
        record["origin"] = origin.DeepClone();
        record["modified"] = clock.Stamp();
        Put(session, container, record);
        return record;
    }

    /// <summary>The last part of a name, as sites cut it; refused when nothing usable is left.</summary>
    public static string CheckName(string given)
    {
        var name = given[(given.LastIndexOf('/') + 1)..];
        if (name is "" or "." or ".." || name.Contains('\0', StringComparison.Ordinal) || System.Text.Encoding.UTF8.GetByteCount(name) > LongestNameBytes)
        {
            throw RequestRefused.BadInput($"A file name must have 1 to {LongestNameBytes} bytes, no NUL, and be neither '.' nor '..'.");
        }

        return name;
    }
}
