namespace HpcClient.Scheduling.Tests;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("sched-test-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes an executable bash script.</summary>
    public string Script(string name, string body) => ExecutableScript.Write(File(name), $"#!/bin/bash\n{body}\n");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
