using System.Text.Json;
using System.Text.Json.Nodes;
using HpcClient.Flywheel.Jobs;

namespace HpcClient.Casting.Planning;

/// <summary>Looks a resource up where it may be asked for: the gear's options first, then the job's tags, then cast.yml.</summary>
internal static class ResourceSources
{
    public static AskedResource? Cpu(FlywheelJob job, string? fromSettings) =>
        FromConfig(job, "scheduler_cpu", "slurm-cpu")
        ?? FromTags(job, "cpu", "cpus", "scheduler_cpu")
        ?? FromSettings(fromSettings, "scheduler_cpu");

    public static AskedResource? Memory(FlywheelJob job, string? fromSettings) =>
        FromConfig(job, "scheduler_ram", "slurm-ram")
        ?? FromTags(job, "ram", "scheduler_ram", "ram-gb")
        ?? FromSettings(fromSettings, "scheduler_ram");

    private static AskedResource? FromConfig(FlywheelJob job, params ReadOnlySpan<string> options)
    {
        foreach (var option in options)
        {
            if (Text(job.Config?.Config?[option]) is { Length: > 0 } value)
            {
                return new(value, $"the gear option '{option}'");
            }
        }

        return null;
    }

    private static AskedResource? FromTags(FlywheelJob job, params ReadOnlySpan<string> keys)
    {
        foreach (var tag in job.Tags ?? [])
        {
            // key=value as a whole word: the Python client took 'my-cpu=5' for 'cpu=5'.
            var split = tag.IndexOf('=', StringComparison.Ordinal);
            if (split < 0)
            {
                continue;
            }

            foreach (var key in keys)
            {
                if (tag.AsSpan(0, split).Trim().Equals(key, StringComparison.OrdinalIgnoreCase))
                {
                    return new(tag[(split + 1)..].Trim(), $"the tag '{tag}'");
                }
            }
        }

        return null;
    }

    private static AskedResource? FromSettings(string? value, string key) =>
        string.IsNullOrWhiteSpace(value) ? null : new(value.Trim(), $"{key} in cast.yml");

    private static string? Text(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.String => node.GetValue<string>().Trim(),
        JsonValueKind.Number => node.ToJsonString(),
        null or JsonValueKind.Null => null,
        _ => node.ToJsonString(),
    };
}
