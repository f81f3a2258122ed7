using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace HpcClient.EmbeddedSite.Tests.Core2018.Recorded;

/// <summary>
/// Compares answers: status, the headers that clients read, shape and values. Free are: what the servers make up (mapped), the
/// moments of dates, <c>request_id</c>, and the order of lists that the core kept as sets or read without sorting.
/// </summary>
internal sealed partial class AnswerComparison(TokenMap tokens)
{
    private static readonly string[] Unordered = ["tags", "saved_files", "files", "permissions"];
    private static readonly string[] ReadHeaders = ["content-type", "content-disposition", "content-range"];

    /// <returns>The first difference in words; null when there is none.</returns>
    public string? Difference(RecordedExchange recorded, HttpResponseMessage response, string body)
    {
        if ((int)response.StatusCode != recorded.Status)
        {
            return $"status {(int)response.StatusCode}, recorded {recorded.Status}: {body}";
        }

        if (recorded.Method == "HEAD")
        {
            return null;
        }

        var content = Json(recorded, body) ?? Text(recorded, body, response.Content.Headers.ContentType?.Parameters.FirstOrDefault(p => p.Name == "boundary")?.Value);
        return content ?? ReadHeaders.Select(name => HeaderDifference(recorded, response, name)).FirstOrDefault(difference => difference is not null);
    }

    private string? HeaderDifference(RecordedExchange recorded, HttpResponseMessage response, string name)
    {
        var wanted = recorded.Header(name) is { } text ? WithoutBoundary(text) : null;
        var here = response.Content.Headers.TryGetValues(name, out var values) ? WithoutBoundary(string.Join(", ", values)) : null;
        return wanted == here || (wanted is not null && here is not null && tokens.Same(wanted, here)) ? null : $"{name} '{here}', recorded '{wanted}'";
    }

    private string? Json(RecordedExchange recorded, string body)
    {
        if (!recorded.Line.ContainsKey("response_json"))
        {
            return null;
        }

        try
        {
            return Node("$", "", recorded.Json, JsonNode.Parse(body));
        }
        catch (JsonException)
        {
            return $"no JSON: {body}";
        }
    }

    private string? Text(RecordedExchange recorded, string body, string? boundary)
    {
        if (recorded.Line.ContainsKey("response_base64"))
        {
            return "the bytes are not compared";
        }

        if (recorded.Text is not { } text)
        {
            return null;
        }

        if (boundary is not null && Boundary().Match(recorded.Header("content-type") ?? "") is { Success: true } match)
        {
            text = text.Replace(match.Groups[1].Value, boundary, StringComparison.Ordinal);
        }

        return tokens.Same(text, body) ? null : $"'{body}', recorded '{text}'";
    }

    private string? Node(string path, string name, JsonNode? recorded, JsonNode? here) => (recorded, here) switch
    {
        (JsonObject a, JsonObject b) => Map(path, a, b),
        (JsonArray a, JsonArray b) => List(path, name, a, b),
        _ when recorded?.GetValueKind() == JsonValueKind.String && here?.GetValueKind() == JsonValueKind.String => Value(path, name, (string)recorded!, (string)here!),
        _ => JsonNode.DeepEquals(recorded, here) ? null : $"{path} is {here?.ToJsonString() ?? "null"}, recorded {recorded?.ToJsonString() ?? "null"}",
    };

    private string? Map(string path, JsonObject recorded, JsonObject here)
    {
        var names = recorded.Select(entry => tokens.Apply(entry.Key)).ToHashSet();
        if (here.FirstOrDefault(entry => !names.Contains(entry.Key)).Key is { } more)
        {
            return $"{path} has '{more}', recorded without";
        }

        foreach (var (name, value) in recorded)
        {
            if (!here.TryGetPropertyValue(tokens.Apply(name), out var node))
            {
                return $"{path} lacks '{name}'";
            }

            if (name != "request_id" && Node($"{path}.{name}", name, value, node) is { } difference)
            {
                return difference;
            }
        }

        return null;
    }

    private string? List(string path, string name, JsonArray recorded, JsonArray here)
    {
        if (recorded.Count != here.Count)
        {
            return $"{path} has {here.Count} entries, recorded {recorded.Count}";
        }

        // At the top level: the records of an upload, in the order of a Python dictionary.
        var free = Unordered.Contains(name) || (path == "$" && recorded.All(entry => entry is JsonObject map && map.ContainsKey("hash")));
        var (a, b) = free ? (Sorted(recorded), Sorted(here)) : (recorded.ToList(), here.ToList());
        return a.Select((entry, index) => Node($"{path}[{index}]", "", entry, b[index])).FirstOrDefault(difference => difference is not null);
    }

    private static List<JsonNode?> Sorted(JsonArray list) =>
        [.. list.OrderBy(entry => entry is JsonObject map ? (string?)(map["name"] ?? map["_id"]) : (string?)entry, StringComparer.Ordinal)];

    private string? Value(string path, string name, string recorded, string here)
    {
        if (Date().IsMatch(recorded) && Date().IsMatch(here))
        {
            return null;
        }

        if (name == "key" && tokens.Apply(recorded) != here)
        {
            // A key that the server made: host and port are recorded, the rest is learnt.
            tokens.Learn(recorded[(recorded.LastIndexOf(':') + 1)..], here[(here.LastIndexOf(':') + 1)..]);
        }

        return tokens.Same(recorded, here) ? null : $"{path} is '{here}', recorded '{recorded}'";
    }

    private static string WithoutBoundary(string header) => Boundary().Replace(header, "boundary=…");

    [GeneratedRegex("boundary=([^;]+)")]
    private static partial Regex Boundary();

    [GeneratedRegex(@"^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00$")]
    private static partial Regex Date();
}
