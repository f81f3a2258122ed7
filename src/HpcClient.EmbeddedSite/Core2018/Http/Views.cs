using System.Text.Json.Nodes;

namespace HpcClient.EmbeddedSite.Core2018.Http;

/// <summary>Cuts documents, which we keep as current sites do, down to what a site of 2018 shows.</summary>
internal static class Views
{
    /// <summary>A copy with these keys only, those that are there.</summary>
    public static JsonObject Only(this JsonObject document, params ReadOnlySpan<string> keys)
    {
        var view = new JsonObject();
        foreach (var key in keys)
        {
            if (document.TryGetPropertyValue(key, out var value))
            {
                view[key] = value?.DeepClone();
            }
        }

        return view;
    }
}
