using System.Text.Json.Nodes;

namespace HpcClient.EmbeddedSite.Json;

/// <summary>Lays one document over another: maps key by key, everything else as a whole.</summary>
internal static class JsonMerge
{
    public static JsonObject Over(JsonObject? below, JsonObject above)
    {
        var merged = (JsonObject)(below ?? []).DeepClone();
        foreach (var (key, value) in above)
        {
            merged[key] = value is JsonObject map && merged[key] is JsonObject old ? Over(old, map) : value?.DeepClone();
        }

        return merged;
    }
}
