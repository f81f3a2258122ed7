using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Json;

namespace HpcClient.EmbeddedSite.Storage;

/// <summary>Documents that are looked up by kind and id: containers, groups, gears, users, devices.</summary>
internal static class DocumentTable
{
    public static JsonObject? Find(DatabaseSession session, string kind, string id) =>
        session.Text("SELECT body FROM documents WHERE kind=$0 AND id=$1", kind, id) is { } body ? JsonText.ParseObject(body) : null;

    /// <summary>The newest with this parent and label.</summary>
    public static JsonObject? FindByLabel(DatabaseSession session, string kind, string? parent, string label) =>
        session.Text("SELECT body FROM documents WHERE kind=$0 AND parent IS $1 AND label=$2 ORDER BY seq DESC LIMIT 1", kind, parent, label) is { } body
            ? JsonText.ParseObject(body)
            : null;

    /// <summary>All of a kind, or those under a parent, in the order in which they were made.</summary>
    public static List<JsonObject> List(DatabaseSession session, string kind, string? parent = null) => parent is null
        ? session.Query("SELECT body FROM documents WHERE kind=$0 ORDER BY seq", row => JsonText.ParseObject(row.GetString(0)), kind)
        : session.Query("SELECT body FROM documents WHERE kind=$0 AND parent=$1 ORDER BY seq", row => JsonText.ParseObject(row.GetString(0)), kind, parent);

    public static void Put(DatabaseSession session, string kind, string id, JsonObject body, string? parent = null, string? label = null) =>
        session.Execute(
            "INSERT INTO documents(kind, id, parent, label, body) VALUES($0, $1, $2, $3, $4) ON CONFLICT(kind, id) DO UPDATE SET parent=$2, label=$3, body=$4",
            kind, id, parent, label, JsonText.Of(body));
}
