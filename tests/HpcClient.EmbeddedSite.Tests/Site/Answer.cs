using System.Net;
using System.Text.Json.Nodes;

namespace HpcClient.EmbeddedSite.Tests.Site;

/// <summary>What the server answered.</summary>
internal sealed record Answer(HttpStatusCode Status, JsonNode? Json, byte[] Bytes)
{
    public string Id()
    {
        Status.ShouldBe(HttpStatusCode.OK, Json?.ToJsonString());
        return (string)Json!["_id"]!;
    }
}
