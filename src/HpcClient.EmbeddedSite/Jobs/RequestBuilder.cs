using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HpcClient.EmbeddedSite.Containers;
using HpcClient.EmbeddedSite.Gears;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite.Jobs;

/// <summary>Makes a job's <c>request</c>: image, config file, inputs, command and where outputs go.</summary>
internal static partial class RequestBuilder
{
    private const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private const string Home = "/flywheel/v0";

    public static JsonObject Build(DatabaseSession session, JsonObject job, JsonObject gear)
    {
        if (GearTable.IsInvalid(gear))
        {
            throw RequestRefused.BadInput("The gear is marked as invalid and cannot be run.");
        }

        var id = JobTable.IdOf(job);
        var manifest = gear.Map("gear")!;
        var config = job.Map("config")?.Map("config") ?? [];
        var exchange = gear.Map("exchange")!;
        var inputs = new JsonArray(new JsonObject
        {
            ["type"] = "http",
            ["uri"] = exchange.Text("rootfs-url"),
            ["vu"] = exchange.Text("rootfs-hash") is { Length: > 0 } hash ? "vu0:x-" + hash : null,
            ["location"] = "/",
        }, new JsonObject
        {
            ["type"] = "scitran",
            ["uri"] = $"/jobs/{id}/config.json",
            ["location"] = Home,
        });
        foreach (var (name, node) in job.Map("inputs") ?? [])
        {
            inputs.Add((JsonNode)new JsonObject
            {
                ["type"] = "scitran",
                ["uri"] = FileUri(session, (JsonObject)node!),
                ["location"] = $"{Home}/input/{name}",
            });
        }

        var destination = job.Map("destination")!;
        return new()
        {
            ["inputs"] = inputs,
            ["target"] = new JsonObject
            {
                ["command"] = new JsonArray("bash", "-c", "env; rm -rf output; mkdir -p output; " + Command(manifest, config)),
                ["env"] = Environment(manifest, config),
                ["dir"] = Home,
            },
            ["outputs"] = new JsonArray(new JsonObject
            {
                ["type"] = "scitran",
                ["uri"] = $"/engine?level={destination.Text("type")}&id={destination.Text("id")}&job={id}",
                ["location"] = Home + "/output",
            }),
        };
    }

    private static string FileUri(DatabaseSession session, JsonObject input)
    {
        var level = input.Text("type")!;
        var id = input.Text("id")!;
        var prefix = "";
        if (level == ContainerLevel.Analysis && DocumentTable.Find(session, level, id)?.Map("parent") is { } parent)
        {
            prefix = $"/{ContainerLevel.Plural(parent.Text("type")!)}/{parent.Text("id")}";
        }

        return $"{prefix}/{ContainerLevel.Plural(level)}/{id}/files/{Uri.EscapeDataString(input.Text("name")!)}";
    }

    /// <summary>The manifest's command with <c>{{ option }}</c> filled in; text is not escaped in any way.</summary>
    private static string Command(JsonObject manifest, JsonObject config) =>
        Placeholder().Replace(manifest.Text("command") ?? "./run", match => config[match.Groups["name"].Value] is { } value ? Plain(value) : "");

    private static JsonObject Environment(JsonObject manifest, JsonObject config)
    {
        var environment = new JsonObject { ["PATH"] = DefaultPath };
        foreach (var (name, value) in manifest.Map("environment") ?? [])
        {
            environment[name] = value.AsText();
        }

        foreach (var (name, value) in config)
        {
            if (value is not null and not JsonObject)
            {
                environment["FW_CONFIG_" + NotInNames().Replace(name.Replace(' ', '_'), "").ToUpperInvariant()] = Plain(value);
            }
        }

        return environment;
    }

    private static string Plain(JsonNode value) => value.AsText() ?? JsonText.Of(value);

    [GeneratedRegex(@"\{\{\s*(?<name>[A-Za-z0-9_.-]+)\s*\}\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex("[^A-Za-z0-9_]")]
    private static partial Regex NotInNames();
}
