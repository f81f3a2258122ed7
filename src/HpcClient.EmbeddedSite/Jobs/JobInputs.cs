using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Auth;
using HpcClient.EmbeddedSite.Containers;
using HpcClient.EmbeddedSite.Files;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite.Jobs;

/// <summary>The inputs of a job being added: checked, and described as the gear will read them in its config file.</summary>
internal sealed class JobInputs
{
    private const string Home = "/flywheel/v0/input";
    private static readonly string[] Frozen = ["type", "mimetype", "modality", "size", "info", "tags", "measurements", "classification", "file_id", "version"];

    private readonly DatabaseSession _session;
    private readonly JsonObject _manifest;
    private readonly JsonObject _described = [];

    public JobInputs(DatabaseSession session, Caller caller, JsonObject manifest, JsonObject given)
    {
        _session = session;
        _manifest = manifest;
        foreach (var (name, node) in given)
        {
            Add(caller, name, node as JsonObject ?? throw RequestRefused.BadInput($"Input '{name}' must be an object with type, id and name."));
        }

        if (Declared.FirstOrDefault(entry => Base(entry.Value) == "file" && entry.Value.Flag("optional") != true && !References.ContainsKey(entry.Key)) is { Key: { } missing })
        {
            throw RequestRefused.BadInput($"Input '{missing}' is required by the gear.");
        }
    }

    /// <summary>By input name: type, id and name of the file.</summary>
    public JsonObject References { get; } = [];

    public List<string> ContainerIds { get; } = [];

    public long TotalBytes { get; private set; }

    public int Count => References.Count;

    /// <summary>Container of the first input: where outputs go unless told otherwise.</summary>
    public JsonObject? First => References.Select(entry => entry.Value).OfType<JsonObject>()
        .Where(reference => reference.Text("type") != ContainerLevel.Analysis)
        .Select(reference => new JsonObject { ["type"] = reference.Text("type"), ["id"] = reference.Text("id") }).FirstOrDefault();

    private IEnumerable<(string Key, JsonObject Value)> Declared => (_manifest.Map("inputs") ?? []).Where(entry => entry.Value is JsonObject).Select(entry => (entry.Key, (JsonObject)entry.Value!));

    /// <summary>As <c>config.inputs</c>, with the context values that the destination offers.</summary>
    public JsonObject Described(JsonObject destination)
    {
        foreach (var (name, _) in Declared.Where(entry => Base(entry.Value) == "context"))
        {
            var value = ContextValue(destination, name);
            _described[name] = value is null
                ? new JsonObject { ["base"] = "context", ["found"] = false }
                : new JsonObject { ["base"] = "context", ["found"] = true, ["value"] = value.DeepClone() };
        }

        return _described;
    }

    private void Add(Caller caller, string name, JsonObject reference)
    {
        var declared = Declared.FirstOrDefault(entry => entry.Key == name).Value ?? throw RequestRefused.BadInput($"The gear has no input '{name}'.");
        if (Base(declared) != "file")
        {
            throw RequestRefused.BadInput($"Input '{name}' is no file; the site supplies it.");
        }

        var level = reference.Text("type") ?? "";
        var container = ContainerTable.Require(_session, level, reference.Text("id") ?? "");
        Permissions.Require(_session, caller, level, container, "ro");
        var id = container.Text("_id")!;
        var fileName = reference.Text("name") ?? "";
        var file = FileTable.Find(_session, id, fileName) ?? throw RequestRefused.NotFound($"There is no file '{fileName}' in {level} {id}.");
        References[name] = new JsonObject { ["type"] = level, ["id"] = id, ["name"] = fileName };
        ContainerIds.Add(id);
        ContainerIds.AddRange(container.Map("parents")!.Select(parent => parent.Value.AsText()).OfType<string>());
        TotalBytes += file.Whole("size") ?? 0;
        var frozen = new JsonObject();
        foreach (var key in Frozen)
        {
            frozen[key] = file[key]?.DeepClone();
        }

        _described[name] = new JsonObject
        {
            ["base"] = "file",
            ["hierarchy"] = new JsonObject { ["type"] = level, ["id"] = id },
            ["location"] = new JsonObject { ["name"] = fileName, ["path"] = $"{Home}/{name}/{fileName}" },
            ["object"] = frozen,
        };
    }

    /// <summary><c>info.context.NAME</c> of the nearest container upwards that has it.</summary>
    private JsonNode? ContextValue(JsonObject destination, string name)
    {
        if (destination.Map("info")?.Map("context")?[name] is { } own)
        {
            return own;
        }

        var parents = destination.Map("parents")!;
        return ContainerLevel.Tree.Reverse()
            .Select(level => parents.Text(level) is { } id ? DocumentTable.Find(_session, level, id)?.Map("info")?.Map("context")?[name] : null)
            .FirstOrDefault(value => value is not null);
    }

    private static string? Base(JsonObject input) => input.Text("base");
}
