using HpcClient.Posix.Processes;

namespace HpcClient.EndToEnd.Tests.Machine;

/// <summary>Parts of the machine that a test may need; without one it skips and says how to get it.</summary>
internal static class Parts
{
    public static async Task NeedSlurmAsync()
    {
        if (Executables.Find("sinfo") is null)
        {
            Assert.Skip("no Slurm on this machine: ./test as root brings one up");
        }

        var answer = await Product.RunAsync("sinfo", ["-h", "-o", "%D"], limit: TimeSpan.FromSeconds(30));
        if (!answer.Succeeded)
        {
            Assert.Skip($"Slurm does not answer ({answer.LastWords}): ./test as root brings one up");
        }
    }

    public static async Task NeedGridEngineAsync()
    {
        if (Executables.Find("qstat") is null)
        {
            Assert.Skip("no Grid Engine on this machine: ./test as root brings one up");
        }

        var answer = await Product.RunAsync("qstat", [], limit: TimeSpan.FromSeconds(30));
        if (!answer.Succeeded)
        {
            Assert.Skip($"Grid Engine does not answer ({answer.LastWords}): ./test as root brings one up");
        }
    }

    public static async Task NeedRuntimeAsync(string name)
    {
        if (Executables.Find(name) is null)
        {
            Assert.Skip($"no {name} on this machine: ./test as root installs it");
        }

        var answer = await Product.RunAsync(name, ["--version"], limit: TimeSpan.FromSeconds(30));
        if (!answer.Succeeded)
        {
            Assert.Skip($"{name} does not work here ({answer.LastWords})");
        }
    }

    public static void NeedRoot(string why)
    {
        if (!ProcessUser.IsRoot)
        {
            Assert.Skip($"needs root: {why}");
        }
    }

    public static void NeedFile(string path, string package)
    {
        if (!File.Exists(path))
        {
            Assert.Skip($"'{path}' is not here: sudo apt-get install -y {package}");
        }
    }

    public static void NeedProgram(string name, string package)
    {
        if (Executables.Find(name) is null)
        {
            Assert.Skip($"'{name}' is not here: sudo apt-get install -y {package}");
        }
    }
}
