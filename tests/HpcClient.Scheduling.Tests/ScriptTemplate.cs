using System.Text.RegularExpressions;

namespace HpcClient.Scheduling.Tests;

/// <summary>Renders the default templates, which use values and plain ifs only; the product renders them with its Jinja room.</summary>
internal static partial class ScriptTemplate
{
    public static Dictionary<string, string?> Values(string folder, string id) => new()
    {
        ["job.fw_id"] = id,
        ["job.cpu"] = "1",
        ["job.ram"] = "64M",
        ["job.gpu"] = null,
        ["job.walltime"] = null,
        ["job.partition"] = null,
        ["job.account"] = null,
        ["job.qos"] = null,
        ["job.constraint"] = null,
        ["job.priority"] = null,
        ["job.scheduler_priority"] = null,
        ["job.nice"] = null,
        ["job.nonce"] = null,
        ["script_path"] = $"{folder}/logs/generated/job-{id}.sh",
        ["script_log_path"] = $"{folder}/logs/queue/job-{id}.txt",
        ["cast_path"] = folder,
        ["engine_run_path"] = $"{folder}/logs/temp",
    };

    public static string Render(string template, Dictionary<string, string?> values)
    {
        // From the inside out.
        for (var before = ""; before != template;)
        {
            before = template;
            template = If().Replace(template, match =>
                values.GetValueOrDefault(match.Groups[1].Value) is null == (match.Groups[2].Value == " is none") ? match.Groups[3].Value : "");
        }

        return Value().Replace(template, match => values[match.Groups[1].Value] ?? throw new InvalidOperationException(match.Value));
    }

    // "{%- if" strips the white space before it, "{%- endif" that before it.
    [GeneratedRegex(@"(?:\s*\{%-|\{%) if ([\w.]+)( is not none| is none)? %\}((?:(?!\{%-? if).)*?)(?:\s*\{%-|\{%) endif %\}", RegexOptions.Singleline)]
    private static partial Regex If();

    [GeneratedRegex(@"\{\{ ([\w.]+) \}\}")]
    private static partial Regex Value();
}
