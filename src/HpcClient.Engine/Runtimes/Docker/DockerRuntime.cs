using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HpcClient.Engine.Images;
using HpcClient.Engine.Layout;
using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Runtimes.Docker;

/// <summary>
/// Runs gears with Docker. Its containers are the daemon's children, wherever the job is: as with Podman they hang on a
/// <see cref="Lifeline"/> and are removed by name and label. The daemon runs as root, so files that are to be ours again are
/// made so by it.
/// </summary>
internal sealed class DockerRuntime(DockerProgram docker, RuntimeTools tools) : IContainerRuntime
{
    /// <summary>The runtime's name.</summary>
    public const string RuntimeName = "docker";

    private const int RuntimeFailed = 125;
    private const string HomeOfUser = "/home/flywheel";
    private static readonly TimeSpan RemoveTimeout = TimeSpan.FromSeconds(30);

    private string? _image;
    private IReadOnlyList<string> _imageVariables = [];

    /// <inheritdoc/>
    public string Name => RuntimeName;

    private static string Us => string.Create(CultureInfo.InvariantCulture, $"{ProcessUser.Id}:{ProcessUser.GroupId}");

    /// <inheritdoc/>
    public async Task<string> PrepareAsync(ImageReference image, CancellationToken cancellationToken)
    {
        var name = await new DockerImages(docker, tools).PrepareAsync(image, cancellationToken);
        _image = name;
        _imageVariables = await VariablesOfAsync(name, cancellationToken);
        return name;
    }

    /// <inheritdoc/>
    public async Task CopyGearAsync(string image, JobScratch scratch, string target, CancellationToken cancellationToken)
    {
        // By the client and not in a container: the files are ours then, which those of a container's root would not be.
        var name = $"{scratch.ContainerName}-copy";
        try
        {
            var created = await docker.RunAsync(["create", "--name", name, "--pull=never", "--network=none", "--entrypoint=", image, "true"], RemoveTimeout, cancellationToken);
            var copied = created.Succeeded
                ? await docker.RunAsync(["cp", $"{name}:{GearFolder.InContainer}/.", target], tools.Settings.Limits.ImageTimeout, cancellationToken)
                : created;
            if (!copied.Succeeded)
            {
                throw DiskFault.Copying(copied.LastWords, tools.Settings);
            }
        }
        finally
        {
            _ = await docker.RunAsync(RemoveArguments(name), RemoveTimeout, CancellationToken.None);
        }
    }

    /// <inheritdoc/>
    public ChildCommand Launch(GearLaunch launch)
    {
        List<string> arguments =
        [
            "run", "--rm", "--init", "--name", launch.Scratch.ContainerName, "--label", ContainerLabel.Of(launch.JobId),
            "--pull=never", "--entrypoint=", launch.HasNetwork ? "--network=host" : "--network=none", "--log-driver=none",
            "--mount", Mount(launch.Scratch.Lifeline, Lifeline.InContainer, readOnly: true),
            "--mount", Mount(launch.Scratch.Gear, GearFolder.InContainer, readOnly: false),
            "--mount", Mount(launch.Scratch.Session, "/tmp", readOnly: false),
            .. launch.Binds.SelectMany(bind => (string[])["--mount", Mount(bind.Source, bind.Target, bind.IsReadOnly)]),
            "--workdir", launch.Command.Folder,
            "--user", launch.User ?? "0:0",
        ];
        if (launch.User is not null)
        {
            arguments.AddRange(["--mount", Mount(launch.Scratch.Home, HomeOfUser, readOnly: false), "--env", $"HOME={HomeOfUser}"]);
        }

        if (launch.MemoryLimit is { } limit)
        {
            arguments.Add(string.Create(CultureInfo.InvariantCulture, $"--memory={limit}b"));
        }

        if (launch.Gpu is { } gpu)
        {
            // Read as CSV: in quotes, the commas are the list's own.
            arguments.AddRange(["--gpus", $"\"device={string.Join(',', gpu.NodeDevices)}\""]);
        }

        var variables = new Dictionary<string, string>(launch.Command.Environment, StringComparer.Ordinal);
        foreach (var (name, value) in launch.Gpu?.VariablesWhenAlone ?? new Dictionary<string, string>())
        {
            variables[name] = value;
        }

        variables.Remove("NVIDIA_VISIBLE_DEVICES"); // --gpus sets it; without GPUs NVIDIA's hook must not be asked for them
        if (launch.Gpu is null)
        {
            variables["NVIDIA_VISIBLE_DEVICES"] = "void";
        }

        return new() { Program = docker.Path, Arguments = [.. arguments, .. EnvironmentOptions(variables, out var referenced), launch.Image, .. Lifeline.Wrap(launch.Command.Arguments)], Environment = referenced, NewSession = true };
    }

    /// <summary>The arguments that remove the container <paramref name="name"/>, running or not.</summary>
    public static IReadOnlyList<string> RemoveArguments(string name) => ["rm", "--force", name];

    /// <inheritdoc/>
    public async Task CleanAsync(string jobId, CancellationToken cancellationToken)
    {
        var found = await docker.RunAsync(["ps", "--all", "--quiet", "--filter", $"label={ContainerLabel.Of(jobId)}"], RemoveTimeout, cancellationToken);
        foreach (var container in found.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            _ = await docker.RunAsync(RemoveArguments(container), RemoveTimeout, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task GiveAsync(JobScratch scratch, string user, CancellationToken cancellationToken)
    {
        foreach (var folder in new[] { scratch.Gear, scratch.Session, scratch.Home })
        {
            var given = ProcessUser.IsRoot
                ? await ChildProcess.RunAsync(new ChildCommand { Program = "chown", Arguments = ["-R", "-h", user, folder] }, tools.Settings.Limits.ImageTimeout, cancellationToken: cancellationToken)
                : await InImageAsync(folder, tools.Settings.Limits.ImageTimeout, cancellationToken, "chown", "-R", "-h", user, "/mnt");
            if (!given.Succeeded)
            {
                throw new EngineFault($"The gear asks to run as user {user}, and its folder could not be given to that user: {given.LastWords.TrimEnd('.')}. Its image must hold the program chown.");
            }
        }
    }

    /// <inheritdoc/>
    public async Task ReclaimAsync(string folder, CancellationToken cancellationToken)
    {
        if (!ProcessUser.IsRoot)
        {
            _ = await InImageAsync(folder, RemoveTimeout, cancellationToken, "chown", "-R", "-h", Us, "/mnt");
        }
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(string folder, CancellationToken cancellationToken)
    {
        if (!ProcessUser.IsRoot && Path.GetDirectoryName(folder) is { } parent)
        {
            _ = await InImageAsync(parent, RemoveTimeout, cancellationToken, "rm", "-rf", "--", $"/mnt/{Path.GetFileName(folder)}");
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Removal(JobScratch scratch) => [docker.Path, .. RemoveArguments(scratch.ContainerName)];

    /// <inheritdoc/>
    public string? OwnFailure(int exitCode, string? lastWords) =>
        exitCode == RuntimeFailed && lastWords is not null && lastWords.Contains("docker:", StringComparison.Ordinal)
            ? $"Docker could not start the gear: {lastWords[(lastWords.LastIndexOf("docker:", StringComparison.Ordinal) + "docker:".Length)..].Trim()}"
            : null;

    // Read as CSV.
    private static string Mount(string source, string target, bool readOnly) =>
        $"type=bind,\"source={source.Replace("\"", "\"\"", StringComparison.Ordinal)}\",\"target={target}\"{(readOnly ? ",readonly" : "")}";

    // Values that may be private by reference, as with Podman. The image's own variables are taken away: a name without a
    // value that we do not have either is removed.
    private List<string> EnvironmentOptions(Dictionary<string, string> variables, out Dictionary<string, string?> referenced)
    {
        List<string> options = [];
        referenced = new(StringComparer.Ordinal);
        foreach (var (name, value) in variables)
        {
            var isPrivate = name.StartsWith("FW_CONFIG_", StringComparison.Ordinal);
            options.AddRange(["--env", isPrivate ? name : $"{name}={value}"]);
            if (isPrivate)
            {
                referenced[name] = value;
            }
        }

        foreach (var name in _imageVariables.Where(name => !variables.ContainsKey(name) && name is not "HOME"))
        {
            options.AddRange(["--env", name]);
            referenced[name] = null;
        }

        return options;
    }

    private async Task<IReadOnlyList<string>> VariablesOfAsync(string image, CancellationToken cancellationToken)
    {
        var inspected = await docker.RunAsync(["image", "inspect", "--format", "{{json .Config.Env}}", image], RemoveTimeout, cancellationToken);
        try
        {
            return [.. (inspected.Succeeded ? JsonNode.Parse(inspected.Out) as JsonArray ?? [] : [])
                .Select(variable => (variable?.ToString() ?? "").Split('=')[0]).Where(name => name.Length > 0)];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private Task<ChildResult> InImageAsync(string folder, TimeSpan timeout, CancellationToken cancellationToken, params string[] command) => docker.RunAsync(
        ["run", "--rm", "--network=none", "--log-driver=none", "--pull=never", $"--entrypoint={command[0]}", "--user=0:0", "--mount", Mount(folder, "/mnt", readOnly: false), _image!, .. command[1..]],
        timeout, cancellationToken);
}
