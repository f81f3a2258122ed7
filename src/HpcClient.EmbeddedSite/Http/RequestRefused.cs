using System.Text.Json.Nodes;

namespace HpcClient.EmbeddedSite.Http;

/// <summary>A request gets an error answer. The transaction around it is rolled back.</summary>
internal sealed class RequestRefused(int status, string message, JsonObject? more = null) : Exception(message)
{
    public int Status { get; } = status;

    /// <summary>Further keys of the answer.</summary>
    public JsonObject? More { get; } = more;

    public static RequestRefused BadInput(string message) => new(400, message);

    public static RequestRefused Forbidden(string message) => new(403, message);

    public static RequestRefused NotFound(string what) => new(404, what);

    /// <summary>422, with the key and the reason apart as sites give them.</summary>
    public static RequestRefused Invalid(string message, string? key = null) => new(422, message, new JsonObject
    {
        ["reason"] = message,
        ["error"] = message,
        ["key"] = key,
    });
}
