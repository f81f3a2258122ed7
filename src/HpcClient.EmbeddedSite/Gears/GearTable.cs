using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite.Gears;

/// <summary>Gears: one document a version.</summary>
internal static class GearTable
{
    public const string Kind = "gear";

    public static JsonObject? Find(DatabaseSession session, string id) => DocumentTable.Find(session, Kind, id);

    public static List<JsonObject> AllVersions(DatabaseSession session) => DocumentTable.List(session, Kind);

    /// <summary>Of each name the version that was added last.</summary>
    public static IEnumerable<JsonObject> Newest(DatabaseSession session) =>
        AllVersions(session).GroupBy(NameOf, StringComparer.Ordinal).Select(versions => versions.Last());

    public static void Put(DatabaseSession session, JsonObject gear) =>
        DocumentTable.Put(session, Kind, gear.Text("_id")!, gear, null, NameOf(gear));

    public static string NameOf(JsonObject gear) => gear.Map("gear")?.Text("name") ?? "";

    public static string VersionOf(JsonObject gear) => gear.Map("gear")?.Text("version") ?? "";

    public static bool IsInvalid(JsonObject gear) => gear.Map("gear")?.Map("custom")?.Map("flywheel")?.Flag("invalid") == true;

    /// <summary>The part that a job carries.</summary>
    public static JsonObject InfoOf(JsonObject gear) => new()
    {
        ["id"] = gear.Text("_id"),
        ["name"] = NameOf(gear),
        ["version"] = VersionOf(gear),
        ["category"] = gear.Text("category"),
        ["capabilities"] = gear.Map("gear")?.List("capabilities")?.DeepClone() ?? new JsonArray(),
    };
}
