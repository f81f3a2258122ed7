using HpcClient.Scheduling.Submission;

namespace HpcClient.Scheduling.Tests;

/// <summary>Builds what tests hand over.</summary>
internal static class Intents
{
    private const long Megabyte = 1024 * 1024;

    public static string NewName() => $"fw-{Guid.NewGuid():N}"[..27];

    public static SubmissionIntent Of(string script, string? name = null, int cpus = 1, long memoryMegabytes = 16, params string[] command) => new()
    {
        JobName = name ?? NewName(),
        Nonce = Guid.NewGuid().ToString("N"),
        ScriptPath = script,
        Command = command.Length > 0 ? command : ["sbatch", script],
        Resources = new() { Cpus = $"{cpus}", Memory = $"{memoryMegabytes}M", CpuCount = cpus, MemoryBytes = memoryMegabytes * Megabyte },
        OutputPath = script + ".out",
    };
}
