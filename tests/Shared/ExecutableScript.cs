using System.Diagnostics;

namespace HpcClient.Tests.Shared;

/// <summary>
/// Writes scripts that can be run at once. What this process writes may for a moment be open for writing in a child that
/// another test is just starting, and Linux refuses to run such a file ("Text file busy"): so another process writes it.
/// </summary>
internal static class ExecutableScript
{
    /// <summary>Writes a script that its owner may run.</summary>
    /// <returns><paramref name="path"/>.</returns>
    public static string Write(string path, string text)
    {
        var start = new ProcessStartInfo("install") { RedirectStandardInput = true, UseShellExecute = false };
        foreach (var argument in (string[])["-m", "700", "/dev/stdin", path])
        {
            start.ArgumentList.Add(argument);
        }

        using var install = Process.Start(start)!;
        install.StandardInput.Write(text);
        install.StandardInput.Close();
        install.WaitForExit();
        return install.ExitCode == 0 ? path : throw new IOException($"{path} could not be written");
    }
}
