using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Json;

namespace HpcClient.EmbeddedSite.Queries;

/// <summary>Order of field values: absent, numbers, text.</summary>
internal sealed class JsonOrder : IComparer<JsonNode?>
{
    public static readonly JsonOrder Instance = new();

    public int Compare(JsonNode? x, JsonNode? y)
    {
        var byRank = Rank(x).CompareTo(Rank(y));
        return byRank != 0 ? byRank
            : x.AsNumber() is { } left && y.AsNumber() is { } right ? left.CompareTo(right)
            : string.CompareOrdinal(x.AsText(), y.AsText());
    }

    private static int Rank(JsonNode? node) => node is null ? 0 : node.AsNumber() is not null ? 1 : node.AsText() is not null ? 2 : 3;
}
