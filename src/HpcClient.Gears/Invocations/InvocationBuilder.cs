using System.Text.Json.Nodes;
using HpcClient.Gears.Options;
using HpcClient.Gears.Reading;

namespace HpcClient.Gears.Invocations;

/// <summary>
/// Makes a gear's <c>config.json</c> as a site does, without one: options with their defaults, inputs described, and what is
/// wrong or missing told all at once.
/// </summary>
/// <param name="manifest">A manifest without faults.</param>
public sealed class InvocationBuilder(JsonObject manifest)
{
    /// <summary>Stands where a site names its containers and jobs: 24 zeros.</summary>
    public const string NoId = "000000000000000000000000";

    private readonly List<string> _faults = [];
    private readonly List<string> _missing = [];
    private readonly List<string> _notes = [];

    /// <summary>Makes it.</summary>
    public GearInvocation Build(GivenInvocation given)
    {
        var options = Options(given);
        var inputs = new InputDescriptions(manifest["inputs"] as JsonObject ?? [], _faults, _missing, _notes);
        var config = new JsonObject
        {
            ["config"] = options,
            ["inputs"] = inputs.Describe(given),
            ["destination"] = new JsonObject { ["type"] = IsAnalysis ? "analysis" : "acquisition", ["id"] = NoId },
        };
        if ((manifest["custom"]?["flywheel"] as JsonObject)?["show-job"].AsFlag() == true)
        {
            config["job"] = new JsonObject { ["id"] = given.RunId };
        }

        return new() { Config = config, Files = inputs.Files, Faults = _faults, Missing = _missing, Notes = _notes };
    }

    private bool IsAnalysis => (manifest["custom"] as JsonObject)?["gear-builder"] is JsonObject builder && builder["category"].AsText() == "analysis";

    private JsonObject Options(GivenInvocation given)
    {
        var declared = manifest["config"] as JsonObject ?? [];
        var values = OptionValues.Read(manifest, given.Options, _faults);
        foreach (var (name, value) in given.Values ?? [])
        {
            if (values.ContainsKey(name) || given.Options.ContainsKey(name))
            {
                continue;
            }

            if (declared[name] is not JsonObject option)
            {
                _faults.Add(OptionValues.Unknown("option", name, declared.Select(entry => entry.Key)));
            }
            else if (OptionCheck.Fault(option, value) is { } fault)
            {
                _faults.Add($"The option '{name}' is {value.Show()} in the config.json given, and {fault}.");
            }
            else
            {
                values[name] = value?.DeepClone();
            }
        }

        // In the manifest's order, as people know them.
        var complete = new JsonObject();
        foreach (var (name, node) in declared)
        {
            if (values.TryGetPropertyValue(name, out var value))
            {
                complete[name] = value?.DeepClone();
            }
            else if (node is JsonObject option && option.TryGetPropertyValue("default", out var standard))
            {
                complete[name] = standard?.DeepClone();
                if (OptionCheck.Fault(option, standard) is { } fault)
                {
                    _notes.Add($"The default of the option '{name}' does not fit: it {fault}. A site may refuse it.");
                }
            }
            else if (node is JsonObject needed && needed["optional"].AsFlag() != true && !given.Options.ContainsKey(name))
            {
                _missing.Add($"The gear needs the option '{name}' ({needed["type"].AsText()}), which has no default: --config {name}=VALUE.");
            }
        }

        return complete;
    }
}
