using HpcClient.Engine.NodeChecks;

namespace HpcClient.Commands.Doctor.Checks;

/// <summary>Container runtimes on this very machine, which may differ from the nodes.</summary>
internal static class RuntimeCheck
{
    public static async Task<Finding> RunAsync(string cluster, CancellationToken cancellationToken)
    {
        const string name = "container runtime";
        const string tried = "looked for apptainer, singularity, podman and docker on this machine's PATH";
        var found = await RuntimeLook.FindAsync(cancellationToken);
        if (found.Any(RuntimeLook.Works))
        {
            return Finding.Ok(name, tried, $"{string.Join("; ", found)}. What the nodes have, --deep finds out.");
        }

        var none = found.Count > 0 ? $"None that works: {string.Join("; ", found)}." : "There is none";

        return cluster == "local"
            ? Finding.Failed(name, tried, found.Count > 0 ? none : $"{none}, and jobs run on this machine.", "Install Apptainer.")
            : Finding.Warning(name, tried, found.Count > 0 ? none : $"{none} here, which is well as long as the nodes have one.", "Run 'fw-hpc-client doctor --deep' to find out.");
    }
}
