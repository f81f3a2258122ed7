using System.Text.Json;

namespace HpcClient.EndToEnd.Tests.Contract;

/// <summary>What the Python client did in a recorded scenario, for a given folder.</summary>
/// <param name="recording">The <c>rc2</c> part of a recording.</param>
/// <param name="folder">The folder to name.</param>
internal sealed class RecordedOutcome(JsonElement recording, string folder)
{
    public bool Succeeded => recording.GetProperty("exit").GetInt32() == 0 && recording.GetProperty("crash").ValueKind == JsonValueKind.Null;

    /// <summary>Script by job id.</summary>
    public IReadOnlyDictionary<string, string> Scripts => recording.GetProperty("scripts").EnumerateObject()
        .ToDictionary(script => script.Name["job-".Length..^".sh".Length], script => Here(script.Value.GetProperty("text").GetString()!));

    /// <summary>Whether the scripts are executable.</summary>
    public IReadOnlyDictionary<string, bool> Executable => recording.GetProperty("scripts").EnumerateObject()
        .ToDictionary(script => script.Name["job-".Length..^".sh".Length], script => script.Value.GetProperty("executable").GetBoolean());

    /// <summary>Argument vectors in order.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Commands =>
        [.. recording.GetProperty("commands").EnumerateArray().Select(command => command.GetProperty("argv").EnumerateArray().Select(a => Here(a.GetString()!)).ToList())];

    /// <summary>Whether the script went to standard input.</summary>
    public bool OnStandardInput => recording.GetProperty("commands").EnumerateArray().Any(command => command.GetProperty("stdin").ValueKind == JsonValueKind.String);

    public IReadOnlyList<JsonElement> Calls => [.. recording.GetProperty("api_calls").EnumerateArray()];

    /// <summary>Jobs that were taken out at the site.</summary>
    public IReadOnlyList<string> Rejected => [.. Calls.Where(call => call.TryGetProperty("modify", out _)).Select(call => call.GetProperty("modify").GetString()!)];

    private string Here(string text) => text.Replace(Scenario.FolderMark, folder, StringComparison.Ordinal);
}
