using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HpcClient.Engine.Configuration;
using HpcClient.Flywheel.Gears;
using HpcClient.Flywheel.Jobs;

namespace HpcClient.Engine.Layout;

/// <summary>Takes the gear's command and environment from the job's formula, or makes them of the manifest as the site would.</summary>
internal static partial class GearCommandPlan
{
    /// <summary>Where programs are looked for when the manifest says nothing.</summary>
    public const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    // What sites put before a gear's command. The output folder is made afresh anyway, and a listing of the environment
    // would stand in the log where a gear's last words are looked for.
    private const string SitePrefix = "env; rm -rf output; mkdir -p output; ";

    // What numeric libraries ask for their number of threads; without an answer they take all CPUs of the node.
    private static readonly string[] ThreadVariables =
    [
        "OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS", "NUMEXPR_NUM_THREADS", "NUMBA_NUM_THREADS",
        "ITK_GLOBAL_DEFAULT_NUMBER_OF_THREADS", "MRTRIX_NTHREADS",
    ];

    /// <summary>The command of <paramref name="job"/>.</summary>
    /// <exception cref="EngineFault">A variable's name or the folder makes no sense.</exception>
    public static GearCommand Of(FlywheelJob job, GearManifest manifest, AllottedResources resources)
    {
        var target = job.Request?.Target;
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["PATH"] = DefaultPath };
        foreach (var (name, value) in target?.Env ?? FromManifest(job, manifest))
        {
            if (!VariableName().IsMatch(name) || value.Contains('\0', StringComparison.Ordinal))
            {
                throw new EngineFault($"The gear's environment has a variable '{name}' that no program could be given. Have the gear's manifest corrected.");
            }

            environment[name] = value;
        }

        var cpus = resources.Cpus.ToString(CultureInfo.InvariantCulture);
        foreach (var name in ThreadVariables)
        {
            environment.TryAdd(name, cpus);
        }

        // Whatever the manifest says of them: others are other jobs'.
        foreach (var (name, value) in resources.Gpu?.Variables ?? new Dictionary<string, string>())
        {
            environment[name] = value;
        }

        var folder = target?.Dir is { Length: > 0 } dir ? dir : GearFolder.InContainer;
        if (!folder.StartsWith('/') || folder.Any(char.IsControl))
        {
            throw new EngineFault($"The job's formula names '{folder}' as working folder, which is not a full path. Run the job again.");
        }

        return target?.Command switch
        {
            ["bash" or "/bin/bash" or "sh" or "/bin/sh", "-c", var script] => new(WithoutPrefix(script), [], environment, folder),
            { Count: > 0 } vector => new(null, vector, environment, folder),
            _ => new(Render(string.IsNullOrWhiteSpace(manifest.Command) ? "./run" : manifest.Command, job), [], environment, folder),
        };
    }

    private static string WithoutPrefix(string script) =>
        script.StartsWith(SitePrefix, StringComparison.Ordinal) && script.Length > SitePrefix.Length ? script[SitePrefix.Length..] : script;

    private static Dictionary<string, string> FromManifest(FlywheelJob job, GearManifest manifest)
    {
        var environment = new Dictionary<string, string>(manifest.Environment ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        foreach (var (option, value) in job.Config?.Config ?? [])
        {
            var name = new StringBuilder("FW_CONFIG_");
            foreach (var c in option.Where(c => char.IsAsciiLetterOrDigit(c) || c is '_' or ' '))
            {
                name.Append(c == ' ' ? '_' : char.ToUpperInvariant(c));
            }

            if (value is not null and not JsonObject)
            {
                environment[name.ToString()] = Text(value);
            }
        }

        return environment;
    }

    // Manifest commands may hold {{ option }}; nothing else of the site's template language is in use.
    private static string Render(string command, FlywheelJob job) => Placeholder().Replace(command, match =>
        job.Config?.Config?[match.Groups["option"].Value] is { } value ? Text(value) : "");

    private static string Text(JsonNode value) =>
        value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*\\z")]
    private static partial Regex VariableName();

    [GeneratedRegex("\\{\\{\\s*(config\\.)?(?<option>[A-Za-z0-9_-]+)\\s*\\}\\}")]
    private static partial Regex Placeholder();
}
