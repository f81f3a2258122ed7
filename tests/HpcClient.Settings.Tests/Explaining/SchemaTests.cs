using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HpcClient.Settings.Cast;
using HpcClient.Settings.Explaining;
using HpcClient.Settings.Setup;
using HpcClient.Settings.Yaml;

namespace HpcClient.Settings.Tests.Explaining;

/// <summary>The schema by what it says of files: an editor must not complain of what the reader takes, and see the common slips.</summary>
public sealed class SchemaTests
{
    private static readonly JsonObject Schema = JsonNode.Parse(SettingsSchema.Text())!.AsObject();

    [Fact]
    public void The_template_passes_as_it_is_and_with_every_key_switched_on()
    {
        var text = FolderTemplates.Cast("slurm");
        Faults(text).ShouldBeEmpty();

        var all = string.Join('\n', text.Split('\n').Select(l => l.StartsWith("  # ", StringComparison.Ordinal) && !CastKeys.All.Any(key => l == "  # " + key.Meaning) ? "  " + l[4..] : l));
        YamlFile.Read(all).ShouldBeOfType<YamlMap>().Entries.Single().Value.ShouldBeOfType<YamlMap>().Entries.Count.ShouldBe(CastKeys.All.Count);
        Faults(all).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("max_ram: 64G")]
    [InlineData("max_ram: 64")]
    [InlineData("scheduler_ram: rusage[mem=8000]")]
    [InlineData("max_walltime: 2-12")]
    [InlineData("max_walltime: '4:00:00'")]
    [InlineData("scheduler_walltime: 30m")]
    [InlineData("image_store_size: 2T")]
    [InlineData("command: [sbatch]")]
    [InlineData("filter_tags: one")]
    [InlineData("slurm_ram: 8G")]
    [InlineData("admin_contact_email:")]
    public void What_the_reader_takes_passes(string line)
    {
        Faults($"cast:\n  cluster: lsf\n  {line}\n").ShouldBeEmpty();
        CastSettingsReader.Parse($"cast:\n  cluster: lsf\n  cast_on_tag: true\n  {line}\n", "cast.yml").Faults.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("cluster: slrum")]
    [InlineData("dry_runn: true")]
    [InlineData("dry_run: perhaps")]
    [InlineData("max_cpu: many")]
    [InlineData("max_cpu: 0")]
    [InlineData("max_ram: 12Q")]
    [InlineData("scheduler_ram: -5")]
    [InlineData("max_walltime: soon")]
    [InlineData("scheduler_walltime: '4:00'")]
    [InlineData("image_store_size: big")]
    [InlineData("gear_network: wifi")]
    [InlineData("cast_gear_whitelist: {a: b}")]
    [InlineData("allowed_partitions: [[a]]")]
    [InlineData("fw_priority_map: {low: few}")]
    [InlineData("command: sbatch")]
    [InlineData("max_walltime: 4")]
    [InlineData("on_end: resubmit")]
    public void What_the_reader_refuses_is_seen(string line)
    {
        var text = line.StartsWith("cluster", StringComparison.Ordinal) ? $"cast:\n  {line}\n" : $"cast:\n  cluster: slurm\n  {line}\n";

        Faults(text).ShouldNotBeEmpty();
        CastSettingsReader.Parse(text, "cast.yml").Faults.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("cast: {}")]
    [InlineData("cast:")]
    [InlineData("other: 1")]
    [InlineData("[]")]
    public void A_file_without_its_section_or_its_cluster_is_seen(string text) => Faults(text).ShouldNotBeEmpty();

    private static List<string> Faults(string yaml) => [.. Faults(Schema, Json(YamlFile.Read(yaml)), "")];

    // As an editor reads YAML.
    private static JsonNode? Json(YamlValue? value) => value switch
    {
        YamlMap map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(entry.Key.Text, Json(entry.Value)))),
        YamlList list => new JsonArray([.. list.Items.Select(Json)]),
        YamlText { IsNothing: true } or null => null,
        YamlText { IsPlain: true, Text: "true" or "false" } text => text.Text == "true",
        YamlText { IsPlain: true } text when long.TryParse(text.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        YamlText text => text.Text,
        _ => throw new InvalidOperationException(value.Description),
    };

    // The keywords that the schema uses; another one fails.
    private static IEnumerable<string> Faults(JsonObject schema, JsonNode? value, string at)
    {
        foreach (var (keyword, says) in schema)
        {
            switch (keyword)
            {
                case "$schema" or "title" or "description":
                    break;
                case "type":
                    IEnumerable<string> types = says is JsonArray many ? many.Select(one => (string)one!) : [(string)says!];
                    if (!types.Contains(TypeOf(value)) && !(TypeOf(value) == "integer" && types.Contains("number")))
                    {
                        yield return $"{at}: type";
                    }

                    break;
                case "enum":
                    if (!says!.AsArray().Any(one => JsonNode.DeepEquals(one, value)))
                    {
                        yield return $"{at}: enum";
                    }

                    break;
                case "pattern":
                    if (TypeOf(value) == "string" && !Regex.IsMatch((string)value!, (string)says!))
                    {
                        yield return $"{at}: pattern";
                    }

                    break;
                case "minimum" or "maximum":
                    if (TypeOf(value) == "integer" && (keyword == "minimum" ? (long)value! < (long)says! : (long)value! > (long)says!))
                    {
                        yield return $"{at}: {keyword}";
                    }

                    break;
                case "required":
                    foreach (var name in says!.AsArray().Where(name => value is JsonObject map && !map.ContainsKey((string)name!)))
                    {
                        yield return $"{at}: {name} is missing";
                    }

                    break;
                case "properties":
                    foreach (var (name, inner) in value as JsonObject ?? [])
                    {
                        foreach (var fault in says![name] is JsonObject of ? Faults(of, inner, $"{at}/{name}") : [])
                        {
                            yield return fault;
                        }
                    }

                    break;
                case "additionalProperties":
                    foreach (var (name, inner) in value as JsonObject ?? [])
                    {
                        if (schema["properties"]?[name] is not null)
                        {
                            continue;
                        }

                        foreach (var fault in says is JsonObject of ? Faults(of, inner, $"{at}/{name}") : [$"{at}: {name} is not known"])
                        {
                            yield return fault;
                        }
                    }

                    break;
                case "items":
                    foreach (var fault in (value as JsonArray ?? []).SelectMany(item => Faults(says!.AsObject(), item, $"{at}/-")))
                    {
                        yield return fault;
                    }

                    break;
                case "anyOf":
                    if (says!.AsArray().All(one => Faults(one!.AsObject(), value, at).Any()))
                    {
                        yield return $"{at}: anyOf";
                    }

                    break;
                default:
                    throw new InvalidOperationException(keyword);
            }
        }
    }

    private static string TypeOf(JsonNode? value) => value switch
    {
        null => "null",
        JsonObject => "object",
        JsonArray => "array",
        JsonValue one when one.TryGetValue<bool>(out _) => "boolean",
        JsonValue one when one.TryGetValue<long>(out _) => "integer",
        _ => "string",
    };
}
