using HpcClient.Posix.Processes;

namespace HpcClient.Faults.Tests.Machine;

/// <summary>A folder first on PATH whose commands do as the scheduler's, and then lie; taken away, the real ones are back.</summary>
internal sealed class StandInCommands(string folder)
{
    /// <summary>What a client's environment needs.</summary>
    public IReadOnlyDictionary<string, string?> Environment => Directory.Exists(folder)
        ? new Dictionary<string, string?> { ["PATH"] = $"{folder}:{System.Environment.GetEnvironmentVariable("PATH")}" }
        : new Dictionary<string, string?>();

    /// <summary>Puts a command in the place of another.</summary>
    /// <param name="program">Such as <c>sbatch</c>.</param>
    /// <param name="body">Bash; <c>real "$@"</c> calls the real one.</param>
    public void Put(string program, string body)
    {
        Directory.CreateDirectory(folder);
        var real = Executables.Find(program) ?? throw new InvalidOperationException($"{program} is not here");
        ExecutableScript.Write(Path.Combine(folder, program), $"#!/bin/bash\nreal() {{ PATH=${{PATH#*:}} '{real}' \"$@\"; }}\n{body}\n");
    }

    /// <summary>Takes all of them away.</summary>
    public void Clear() => Directory.Delete(folder, recursive: true);
}
