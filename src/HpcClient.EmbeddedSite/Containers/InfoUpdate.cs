using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Json;

namespace HpcClient.EmbeddedSite.Containers;

/// <summary>The three ways to change an <c>info</c>: set keys, delete keys, or replace the whole.</summary>
internal static class InfoUpdate
{
    public static JsonObject Apply(JsonObject? info, JsonObject update)
    {
        var changed = (JsonObject)(update.Map("replace") ?? info ?? []).DeepClone();
        foreach (var (key, value) in update.Map("set") ?? [])
        {
            changed[key] = value?.DeepClone();
        }

        foreach (var key in update.Texts("delete"))
        {
            changed.Remove(key);
        }

        return changed;
    }
}
