using HpcClient.Engine.Configuration;

namespace HpcClient.Engine.Runtimes.Podman;

/// <summary>Gives a container of Podman the GPUs that the scheduler gave, and no other, by the Container Device Interface (CDI).</summary>
internal static class PodmanGpu
{
    private const string AmdDriver = "/dev/kfd";

    // Where the tools of the makers write their specifications, cncf-tags/container-device-interface.
    private static readonly string[] CdiFolders = ["/etc/cdi", "/var/run/cdi"];

    /// <summary>Options of <c>podman run</c>.</summary>
    public static IReadOnlyList<string> Options(GpuGrant gpu) =>
    [
        .. (File.Exists(AmdDriver), HasAmdSpecification()) switch
        {
            (true, true) => Devices("amd.com/gpu", gpu),
            (true, false) => ["--device", AmdDriver, "--device", "/dev/dri"], // all of them; programs go by the variables
            _ => Devices("nvidia.com/gpu", gpu),
        },
        "--security-opt=label=disable",
    ];

    /// <summary>The gear's environment, with the names of GPUs that hold in a container which has these alone.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Environment(IReadOnlyDictionary<string, string> gear, GpuGrant? gpu)
    {
        var alone = gpu is not null && (!File.Exists(AmdDriver) || HasAmdSpecification()) ? gpu.VariablesWhenAlone : null;

        // NVIDIA's hook for container runtimes goes by this one, which gears' images and manifests set to "all".
        return gear.Where(variable => variable.Key != "NVIDIA_VISIBLE_DEVICES")
            .Select(variable => KeyValuePair.Create(variable.Key, alone?.GetValueOrDefault(variable.Key) ?? variable.Value))
            .Append(new("NVIDIA_VISIBLE_DEVICES", "void"));
    }

    /// <summary>Whether Podman's last words are that it does not know a device; its exit code then is one that commands have as well.</summary>
    public static bool IsUnknown(string? words) => words?.Contains("Error: setting up CDI devices", StringComparison.Ordinal) == true;

    /// <summary>What to do where Podman does not know the devices.</summary>
    public static string Remedy(string words) => IsUnknown(words)
        ? " The admin makes the node's GPUs known to Podman once, with 'nvidia-ctk cdi generate --output=/etc/cdi/nvidia.yaml'."
        : "";

    private static IEnumerable<string> Devices(string kind, GpuGrant gpu) => gpu.NodeDevices.SelectMany(device => (string[])["--device", $"{kind}={device}"]);

    private static bool HasAmdSpecification() => CdiFolders.Where(Directory.Exists).Any(folder => Directory.EnumerateFiles(folder, "amd*").Any());
}
