using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HpcClient.Flywheel.Jobs;

namespace HpcClient.Engine.Inputs;

/// <summary>Which files a job's gear gets, read from the job's frozen configuration.</summary>
internal static class InputPlan
{
    private const int MaxNameBytes = 255; // NAME_MAX of Linux file systems

    /// <summary>Reads the plan.</summary>
    /// <exception cref="EngineFault">An input is named so that it could not lie in its own folder, or makes no sense.</exception>
    public static IReadOnlyList<InputFile> Of(FlywheelJob job)
    {
        var files = new List<InputFile>();
        foreach (var (key, node) in job.Config?.Inputs ?? [])
        {
            if (node is not JsonObject input || Text(input["base"]) != "file")
            {
                continue;
            }

            var name = Text(input["location"]?["name"]);
            var type = Text(input["hierarchy"]?["type"]);
            var id = Text(input["hierarchy"]?["id"]);
            if (name is null || type is null || id is null)
            {
                throw new EngineFault($"The site describes the input '{key}' without its file name or container. Run the job again; if it stays, tell the site's support.");
            }

            if (!IsPlainName(key) || !IsPlainName(name))
            {
                throw new EngineFault($"The input '{key}' is named so that it cannot be stored as one file ('{name}'). Rename the file on the site.");
            }

            files.Add(new(key, name, new ContainerReference { Type = type, Id = id }, Size(input["object"]?["size"])));
        }

        return files;
    }

    /// <summary>Whether <paramref name="name"/> is one name in a folder: spaces, quotes and unicode are, separators are not.</summary>
    public static bool IsPlainName(string name) =>
        name is not ("" or "." or "..") && !name.Contains('/') && !name.Contains('\0') && Encoding.UTF8.GetByteCount(name) <= MaxNameBytes;

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static long? Size(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out long size) ? size : null;
}
