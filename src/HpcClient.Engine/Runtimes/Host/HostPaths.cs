using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HpcClient.Engine.Layout;

namespace HpcClient.Engine.Runtimes.Host;

/// <summary>Turns paths below <c>/flywheel/v0</c> into those of the job's folder, for gears that run without a container.</summary>
internal static class HostPaths
{
    /// <summary>The value, mapped when it is such a path; lists of paths (PATH, PYTHONPATH) are mapped part by part.</summary>
    public static string Value(string value, string folder) =>
        string.Join(':', value.Split(':').Select(part => IsBelow(part) ? folder + part[GearFolder.InContainer.Length..] : part));

    /// <summary>A command for a shell, with every such path in it mapped.</summary>
    public static string Script(string script, string folder) =>
        folder.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '_' or '.')
            ? script.Replace(GearFolder.InContainer, folder, StringComparison.Ordinal)
            : script;

    /// <summary>The environment, mapped.</summary>
    public static Dictionary<string, string> Environment(IReadOnlyDictionary<string, string> environment, string folder) =>
        environment.ToDictionary(variable => variable.Key, variable => Value(variable.Value, folder), StringComparer.Ordinal);

    /// <summary><c>config.json</c> with the inputs' <c>location.path</c> mapped; anything that is not JSON stays as it is.</summary>
    public static ReadOnlyMemory<byte> Config(ReadOnlyMemory<byte> config, string folder)
    {
        try
        {
            var root = JsonNode.Parse(config.Span);
            foreach (var (_, input) in root?["inputs"] as JsonObject ?? [])
            {
                if (input?["location"] is JsonObject location && location["path"] is JsonValue path
                    && path.TryGetValue(out string? text) && IsBelow(text))
                {
                    location["path"] = folder + text[GearFolder.InContainer.Length..];
                }
            }

            return Encoding.UTF8.GetBytes(root?.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) ?? "null");
        }
        catch (JsonException)
        {
            return config;
        }
    }

    private static bool IsBelow(string path) =>
        path == GearFolder.InContainer || path.StartsWith(GearFolder.InContainer + "/", StringComparison.Ordinal);
}
