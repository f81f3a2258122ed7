using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Auth;
using HpcClient.EmbeddedSite.Containers;
using HpcClient.EmbeddedSite.Core2018.Access;
using HpcClient.EmbeddedSite.Core2018.Http;
using HpcClient.EmbeddedSite.Files;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite.Core2018.Jobs;

/// <summary>The inputs of a job being added: looked up, and described as the gear reads them.</summary>
internal sealed class CoreJobInputs
{
    private const string Home = "/flywheel/v0/input";
    private static readonly string[] Frozen = ["type", "mimetype", "modality", "size", "info", "tags", "measurements"];

    /// <param name="session">The transaction.</param>
    /// <param name="caller">Who asks; nobody is asked for no permission.</param>
    /// <param name="manifest">The gear's manifest.</param>
    /// <param name="given">By input name: type, id, name.</param>
    public CoreJobInputs(DatabaseSession session, Caller caller, JsonObject manifest, JsonObject given)
    {
        foreach (var (name, node) in given)
        {
            if (manifest.Map("inputs")?[name] is not JsonObject)
            {
                throw RequestRefused.BadInput($"Job input {name} is not listed in gear manifest");
            }

            if (node is not JsonObject reference || reference.Text("type") is not { } level || reference.Text("id") is not { } id || reference.Text("name") is not { } file)
            {
                throw RequestRefused.BadInput($"Input {name} does not have a properly formatted file reference.");
            }

            var container = ContainerLevel.WithFiles.Contains(level) ? DocumentTable.Find(session, level, id) : null;
            if (container is null)
            {
                throw RequestRefused.NotFound($"No such {level} {id} in database");
            }

            var record = FileTable.Find(session, id, file) ?? throw RequestRefused.NotFound($"No such file {file} on {level} {id} in database");
            if (caller.Kind != CallerKind.Nobody)
            {
                CoreAccess.RequireJob(session, caller, level, container, "ro");
            }

            References[name] = new JsonObject { ["type"] = level, ["id"] = id, ["name"] = file };
            Described[name] = new JsonObject
            {
                ["base"] = "file",
                ["hierarchy"] = new JsonObject { ["type"] = level, ["id"] = id },
                ["location"] = new JsonObject { ["name"] = file, ["path"] = $"{Home}/{name}/{file}" },
                ["object"] = record.Only(Frozen),
            };
        }
    }

    public JsonObject References { get; } = [];

    /// <summary>As <c>config.inputs</c>.</summary>
    public JsonObject Described { get; } = [];

    /// <summary>Container of the first input: where outputs go unless told otherwise.</summary>
    public JsonObject? First => References.Select(entry => ((JsonObject)entry.Value!).Only("type", "id")).FirstOrDefault();
}
