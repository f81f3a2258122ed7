using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Calling;
using HpcClient.EmbeddedSite.Containers;
using HpcClient.EmbeddedSite.Json;
using HpcClient.Gears.Options;

namespace HpcClient.Commands.Site;

/// <summary>Launches a gear on the embedded site: finds it, brings local files there, adds the job.</summary>
internal sealed class GearLaunch(SiteCaller admin, SiteCaller launcher)
{
    public const string DefaultProject = "local/gear-runs";

    public required IReadOnlyList<string> Tags { get; init; }

    public string? Label { get; init; }

    public required string Project { get; init; }

    public string? Destination { get; init; }

    public string? Priority { get; init; }

    /// <returns>The job's id.</returns>
    public async Task<string> RunAsync(string gearName, IReadOnlyDictionary<string, string> inputs, IReadOnlyDictionary<string, string> options, CancellationToken cancellationToken)
    {
        var gear = await FindGearAsync(gearName, cancellationToken);
        var manifest = gear.Map("gear")!;
        CheckInputs(manifest, inputs);
        var job = new JsonObject
        {
            ["gear_id"] = gear.Text("_id"),
            ["config"] = ReadOptions(manifest, options),
            ["tags"] = Tags.ToJson(),
        };
        if (Label is not null)
        {
            job["label"] = Label;
        }

        if (Priority is not null)
        {
            job["priority"] = Priority;
        }

        var tree = new SiteTree(admin);
        var destination = Destination is null ? null : Reference(await tree.EnsureAsync(Way(Destination, 2, 5, "--destination"), cancellationToken));
        var references = new JsonObject();
        foreach (var (name, value) in inputs)
        {
            references[name] = File.Exists(value)
                ? await UploadAsync(tree, manifest.Text("name")!, value, cancellationToken)
                : await FindFileAsync(tree, name, value, cancellationToken);
        }

        destination ??= references.Select(entry => entry.Value).OfType<JsonObject>().Select(Container).FirstOrDefault()
            ?? throw new CommandFault(ExitCodes.Usage, "The job has no input that could say where outputs go. Give --destination.");
        job["inputs"] = references;
        return gear.Text("category") == ContainerLevel.Analysis
            ? await LaunchAnalysisAsync(gear, job, destination, cancellationToken)
            : await LaunchJobAsync(job, destination, cancellationToken);
    }

    /// <summary>Before anything is uploaded.</summary>
    private static void CheckInputs(JsonObject manifest, IReadOnlyDictionary<string, string> given)
    {
        var files = (manifest.Map("inputs") ?? []).Where(entry => (entry.Value as JsonObject)?.Text("base") == "file").ToList();
        var missing = files.Where(entry => ((JsonObject)entry.Value!).Flag("optional") != true && !given.ContainsKey(entry.Key)).Select(entry => $"The gear needs --input {entry.Key}=FILE.");
        var unknown = given.Keys.Where(name => files.TrueForAll(entry => entry.Key != name))
            .Select(name => $"The gear takes no file as input '{name}'; it takes {(files.Count == 0 ? "none" : string.Join(", ", files.Select(entry => entry.Key)))}.");
        var faults = missing.Concat(unknown).ToList();
        if (faults.Count > 0)
        {
            throw new CommandFault(ExitCodes.Usage, string.Join("\n", faults));
        }
    }

    private static JsonObject ReadOptions(JsonObject manifest, IReadOnlyDictionary<string, string> options)
    {
        var faults = new List<string>();
        var values = OptionValues.Read(manifest, options, faults);
        return faults.Count == 0 ? values : throw new CommandFault(ExitCodes.Usage, string.Join("\n", faults));
    }

    private async Task<string> LaunchJobAsync(JsonObject job, JsonObject destination, CancellationToken cancellationToken)
    {
        job["destination"] = destination;
        return (await launcher.PostAsync("jobs/add", job, cancellationToken) as JsonObject)!.Text("_id")!;
    }

    private async Task<string> LaunchAnalysisAsync(JsonObject gear, JsonObject job, JsonObject parent, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["label"] = Label ?? $"{gear.Map("gear")!.Text("name")} {gear.Map("gear")!.Text("version")}", ["job"] = job };
        var made = await launcher.PostAsync($"{ContainerLevel.Plural(parent.Text("type")!)}/{parent.Text("id")}/analyses", body, cancellationToken) as JsonObject;
        return (await launcher.GetAsync($"analyses/{made!.Text("_id")}", cancellationToken) as JsonObject)!.Text("job")!;
    }

    private async Task<JsonObject> FindGearAsync(string given, CancellationToken cancellationToken)
    {
        var at = given.IndexOf('@', StringComparison.Ordinal);
        var (name, version) = at < 0 ? (given, null) : (given[..at], given[(at + 1)..]);
        var gears = (await launcher.GetAsync("gears?all_versions=true", cancellationToken) as JsonArray ?? []).OfType<JsonObject>().ToList();
        return gears.LastOrDefault(gear => gear.Map("gear")!.Text("name") == name && (version is null || gear.Map("gear")!.Text("version") == version))
            ?? throw new CommandFault(ExitCodes.Usage, $"There is no gear '{given}'. List them with: fw-hpc-client site gear list --all-versions");
    }

    private async Task<JsonObject> UploadAsync(SiteTree tree, string gear, string file, CancellationToken cancellationToken)
    {
        var way = Destination is not null ? Way(Destination, 2, 5, "--destination") : [.. Way(Project, 2, 2, "--project"), "local", gear, "inputs"];
        var container = await tree.EnsureAsync(way, cancellationToken);
        var reference = Reference(container);
        var name = Path.GetFileName(file);
        await admin.UploadAsync($"{ContainerLevel.Plural(reference.Text("type")!)}/{reference.Text("id")}/files", file, name, null, cancellationToken);
        reference["name"] = name;
        return reference;
    }

    private static async Task<JsonObject> FindFileAsync(SiteTree tree, string input, string path, CancellationToken cancellationToken)
    {
        var parts = ContainerFinder.Labels(path);
        if (parts.Length is >= 3 and <= 6 && await tree.FindAsync(parts[..^1], cancellationToken) is { } container
            && container.List("files")?.OfType<JsonObject>().Any(file => file.Text("name") == parts[^1]) == true)
        {
            var reference = Reference(container);
            reference["name"] = parts[^1];
            return reference;
        }

        throw new CommandFault(ExitCodes.Usage, $"--input {input}: '{path}' is neither a file here nor group/project/subject/session/acquisition/file on the site.");
    }

    private static string[] Way(string path, int least, int most, string option) => ContainerFinder.Labels(path) is var labels && labels.Length >= least && labels.Length <= most
        ? labels
        : throw new CommandFault(ExitCodes.Usage, $"{option} '{path}' must have {(least == most ? "" : "at least ")}{least} parts{(least == most ? "" : $" and at most {most}")}: group/project{(most > 2 ? "/subject/session/acquisition" : "")}.");

    private static JsonObject Reference(JsonObject container) => new() { ["type"] = container.Text("container_type"), ["id"] = container.Text("_id") };

    private static JsonObject Container(JsonObject file) => new() { ["type"] = file.Text("type"), ["id"] = file.Text("id") };
}
