using System.Text.Json;
using System.Text.Json.Nodes;

namespace HpcClient.EndToEnd.Tests.Contract;

/// <summary>Settings and jobs of one situation, and what the Python client 2.0.0rc2 or we are to make of them.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Root">The whole file.</param>
internal sealed record Scenario(string Name, JsonElement Root)
{
    /// <summary>Stands for the folder in recorded texts.</summary>
    public const string FolderMark = "@FOLDER@";

    private static string OwnFolder => Repository.PathOf("tests", "HpcClient.EndToEnd.Tests", "Contract", "Scenarios");

    private static string RecordedFolder => Repository.PathOf("..", "shared", "golden");

    public string CastYml => Root.GetProperty("cast_yml").GetString()!;

    public IReadOnlyList<JsonObject> Jobs => [.. Root.GetProperty("jobs").EnumerateArray().Select(job => JsonNode.Parse(job.GetRawText())!.AsObject())];

    /// <summary>Members of the group hpc-whitelist; null where the site has no such group.</summary>
    public IReadOnlyList<string>? Whitelist => Root.GetProperty("whitelist") is { ValueKind: JsonValueKind.Array } members
        ? [.. members.EnumerateArray().Select(member => member.GetString()!)]
        : null;

    /// <summary>Names of our own scenarios.</summary>
    public static IEnumerable<string> OwnNames => NamesIn(OwnFolder);

    /// <summary>Names of the recordings of the Python client beside the repository, where they are there.</summary>
    public static IEnumerable<string> RecordedNames => NamesIn(RecordedFolder);

    public static Scenario Own(string name) => Read(OwnFolder, name);

    public static Scenario Recorded(string name) => Read(RecordedFolder, name);

    private static Scenario Read(string folder, string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, name + ".json")));
        return new(name, document.RootElement.Clone());
    }

    private static IEnumerable<string> NamesIn(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)
        : [];
}
