using System.Text.Json;
using System.Text.Json.Nodes;
using HpcClient.Gears.Options;
using HpcClient.Gears.Reading;

namespace HpcClient.Gears.Invocations;

/// <summary>Describes inputs as a gear reads them in its <c>config.json</c>.</summary>
internal sealed class InputDescriptions(JsonObject declared, List<string> faults, List<string> missing, List<string> notes)
{
    private const string Home = "/flywheel/v0/input";

    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);

    /// <summary>Full path of the file by input.</summary>
    public IReadOnlyDictionary<string, string> Files => _files;

    /// <summary>Describes what is given, and what a site would add.</summary>
    public JsonObject Describe(GivenInvocation given)
    {
        foreach (var name in given.Inputs.Keys.Where(name => BaseOf(name) != "file"))
        {
            faults.Add(BaseOf(name) is { } other
                ? $"The input '{name}' takes no file: it is of base {other}{(other == "context" ? $", given by --context {name}=VALUE" : "")}."
                : OptionValues.Unknown("input", name, declared.Select(entry => entry.Key)));
        }

        foreach (var name in given.Context.Keys.Where(name => BaseOf(name) != "context"))
        {
            faults.Add($"The gear has no input '{name}' of base context.");
        }

        var described = new JsonObject();
        foreach (var (name, node) in declared)
        {
            if (node is JsonObject input && Describe(name, input, given) is { } description)
            {
                described[name] = description;
            }
        }

        return described;
    }

    private JsonObject? Describe(string name, JsonObject input, GivenInvocation given)
    {
        switch (input["base"].AsText())
        {
            case "context":
                if (given.Context.TryGetValue(name, out var value))
                {
                    return new() { ["base"] = "context", ["found"] = true, ["value"] = value };
                }

                notes.Add($"The gear gets no value for the input '{name}' of base context: --context {name}=VALUE gives one.");
                return new() { ["base"] = "context", ["found"] = false };
            case "api-key":
                if (given.ApiKey is null)
                {
                    notes.Add($"The gear wants an API key of a site (input '{name}') and gets an empty one.");
                }

                return new() { ["base"] = "api-key", ["key"] = given.ApiKey ?? "" };
            case "file" when given.Inputs.TryGetValue(name, out var path):
                return DescribeFile(name, input, path);
            case "file" when input["optional"].AsFlag() != true:
                missing.Add($"The gear needs the input '{name}': --input {name}=FILE.");
                return null;
            default:
                return null;
        }
    }

    private JsonObject? DescribeFile(string name, JsonObject input, string path)
    {
        if (Unreadable(path) is { } fault)
        {
            faults.Add($"--input {name}: {fault}");
            return null;
        }

        var full = Path.GetFullPath(path);
        _files[name] = full;
        var fileName = Path.GetFileName(full);
        var record = FileRecord(input, full, fileName);
        foreach (var (field, node) in input.Where(member => member.Value is JsonObject && member.Key is not ("base" or "description" or "optional")))
        {
            var value = field == "name" ? JsonValue.Create(fileName) : record[field];
            if (OptionCheck.Fault((JsonObject)node!, value) is { } misfit)
            {
                notes.Add($"The input '{name}': its {field} {misfit}, and that of {fileName} is {value.Show()}. A site would offer other files first.");
            }
        }

        return new()
        {
            ["base"] = "file",
            ["hierarchy"] = new JsonObject { ["type"] = "acquisition", ["id"] = InvocationBuilder.NoId },
            ["location"] = new JsonObject { ["name"] = fileName, ["path"] = $"{Home}/{name}/{fileName}" },
            ["object"] = record,
        };
    }

    // What a site knows of a file; FILE.flywheel.json beside it says more, as for the embedded site.
    private JsonObject FileRecord(JsonObject input, string full, string fileName)
    {
        var record = new JsonObject
        {
            ["type"] = TypeOf(input, fileName),
            ["mimetype"] = FileTypes.MimetypeOf(fileName),
            ["modality"] = null,
            ["size"] = new FileInfo(full).Length,
            ["info"] = new JsonObject(),
            ["tags"] = new JsonArray(),
            ["measurements"] = new JsonArray(),
            ["classification"] = new JsonObject(),
        };
        var beside = full + ".flywheel.json";
        if (!File.Exists(beside))
        {
            return record;
        }

        try
        {
            foreach (var (field, value) in JsonNode.Parse(File.ReadAllBytes(beside)) as JsonObject ?? [])
            {
                record[field] = value?.DeepClone();
            }
        }
        catch (Exception e) when (e is JsonException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            faults.Add($"{beside} cannot be read as what a site knows of {fileName}: {e.Message.Split('\n')[0]}");
        }

        return record;
    }

    // An archive may hold anything: it is taken for what the gear asks for.
    private static string? TypeOf(JsonObject input, string fileName)
    {
        var told = FileTypes.TypeOf(fileName);
        var wanted = ((input["type"] as JsonObject)?["enum"] as JsonArray)?.Select(type => type.AsText()).OfType<string>().ToList() ?? [];
        return told is not null && wanted.Contains(told) ? told
            : told is null or "archive" && wanted.Count > 0 ? wanted[0]
            : told;
    }

    private static string? Unreadable(string path)
    {
        if (Directory.Exists(path))
        {
            return $"'{path}' is a folder, and a gear's input is one file. Zip it.";
        }

        try
        {
            using var file = File.OpenRead(path);
            return file.CanSeek ? null : $"'{path}' is no regular file.";
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return $"there is no file '{path}'.";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return $"'{path}' cannot be read: {e.Message}";
        }
    }

    private string? BaseOf(string name) => (declared[name] as JsonObject)?["base"].AsText();
}
