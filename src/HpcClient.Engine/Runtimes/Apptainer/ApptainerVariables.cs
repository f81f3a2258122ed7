using System.Collections;
using HpcClient.Engine.Layout;

namespace HpcClient.Engine.Runtimes.Apptainer;

/// <summary>
/// The environment of Apptainer itself: the admin's own variables (BIND, CACHEDIR, NV and so on) as they are, except those
/// that would bring something into the gear's environment or let it write to its image.
/// </summary>
/// <param name="prefix">Beginning of the program's variables: APPTAINER or SINGULARITY.</param>
/// <param name="tempFolder">Its temporary folder, unless the admin sets one.</param>
internal sealed class ApptainerVariables(string prefix, string tempFolder)
{
    private static readonly string[] Prefixes = ["APPTAINER", "SINGULARITY"];

    // --env and --env-file by variable, and --writable, which is for the image itself.
    private static readonly string[] NotForGears = ["ENV", "ENV_FILE", "ENVFILE", "WRITABLE"];

    // What is for gears alone.
    private static readonly string[] NotForCopying =
    [
        "BIND", "BINDPATH", "MOUNT", "OVERLAY", "OVERLAYIMAGE", "FUSEMOUNT", "WORKDIR", "SCRATCH", "NV", "NVCCLI", "ROCM", "NET", "NETWORK", "WRITABLE_TMPFS",
    ];

    /// <summary>For a gear with the environment <paramref name="gear"/>.</summary>
    /// <remarks>By variable and not by option: the values show in no argument list, and no comma or quote in them matters.</remarks>
    public Dictionary<string, string?> ForGear(IEnumerable<KeyValuePair<string, string>> gear)
    {
        var variables = Common();
        foreach (var (name, value) in gear)
        {
            variables[$"{prefix}ENV_{name}"] = value;
        }

        return variables;
    }

    /// <summary>For copying out of an image.</summary>
    public Dictionary<string, string?> ForCopying()
    {
        var variables = Common();
        Drop(variables, NotForCopying);
        variables[$"{prefix}ENV_PATH"] = GearCommandPlan.DefaultPath; // not the image's own, which may lead nowhere
        return variables;
    }

    private Dictionary<string, string?> Common()
    {
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal) { [$"{prefix}_NO_EVAL"] = "1" }; // without it a $ in a value would be expanded
        foreach (var (name, value) in Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(entry => ((string)entry.Key, (string?)entry.Value)))
        {
            if (Prefixes.Any(word => name.StartsWith($"{word}ENV_", StringComparison.Ordinal)))
            {
                variables[name] = null;
            }
            else if (prefix == "SINGULARITY" && name.StartsWith("APPTAINER_", StringComparison.Ordinal))
            {
                // Apptainer takes both names, Singularity its own alone.
                var own = $"{prefix}{name["APPTAINER".Length..]}";
                variables.TryAdd(own, Environment.GetEnvironmentVariable(own) ?? value);
            }
        }

        if (ApptainerProgram.Setting("TMPDIR") is null)
        {
            variables[$"{prefix}_TMPDIR"] = tempFolder;
        }

        Drop(variables, NotForGears);
        return variables;
    }

    private static void Drop(Dictionary<string, string?> variables, string[] names)
    {
        foreach (var name in names.SelectMany(name => Prefixes.Select(word => $"{word}_{name}")))
        {
            variables[name] = null;
        }
    }
}
