using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Http;

namespace HpcClient.EmbeddedSite.Core2018.Http;

/// <summary>What the core's schema check says first of a body; the real one goes on with a print of its schema, which we do not have.</summary>
internal static class SchemaFault
{
    public static RequestRefused Of(string sentence) => RequestRefused.BadInput(sentence);

    /// <summary>Refuses keys that the schema does not know.</summary>
    public static void CheckKeys(JsonObject body, params ReadOnlySpan<string> allowed)
    {
        foreach (var (key, _) in body)
        {
            if (!allowed.Contains(key))
            {
                throw Of($"Additional properties are not allowed (u'{key}' was unexpected)");
            }
        }
    }

    /// <summary>Refuses a body without one of these.</summary>
    public static void CheckPresent(JsonObject body, params ReadOnlySpan<string> required)
    {
        foreach (var key in required)
        {
            if (!body.ContainsKey(key))
            {
                throw Of($"u'{key}' is a required property");
            }
        }
    }
}
