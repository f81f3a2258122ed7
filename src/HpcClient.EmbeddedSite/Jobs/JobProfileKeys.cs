using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Http;

namespace HpcClient.EmbeddedSite.Jobs;

/// <summary>The keys that a profile update may have; sites refuse others.</summary>
internal static class JobProfileKeys
{
    private static readonly string[] Top =
    [
        "total_input_files", "total_input_size_bytes", "versions", "executor", "preparation_time_ms", "elapsed_time_ms", "upload_time_ms",
        "total_output_files", "total_output_size_bytes",
    ];

    private static readonly string[] Versions = ["core", "engine"];
    private static readonly string[] Executor = ["name", "host", "instance_type", "cpu_cores", "gpu", "memory_bytes", "disk_bytes", "swap_bytes"];

    public static void Check(JsonObject profile)
    {
        Check("", profile, Top);
        Check("versions.", profile["versions"] as JsonObject, Versions);
        Check("executor.", profile["executor"] as JsonObject, Executor);
    }

    private static void Check(string prefix, JsonObject? map, string[] allowed)
    {
        if (map?.FirstOrDefault(entry => !allowed.Contains(entry.Key)).Key is { } unknown)
        {
            throw RequestRefused.BadInput($"'{prefix}{unknown}' is not a key of a job's profile.");
        }
    }
}
