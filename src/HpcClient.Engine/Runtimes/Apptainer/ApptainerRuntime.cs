using HpcClient.Engine.Images;
using HpcClient.Engine.Layout;
using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Runtimes.Apptainer;

/// <summary>
/// Runs gears with Apptainer or Singularity. The container's processes live in its process name space and end with it;
/// they stay in the scheduler job's control group.
/// </summary>
internal sealed class ApptainerRuntime(ApptainerProgram program, RuntimeTools tools) : IContainerRuntime
{
    private const string HomeInContainer = "/home/flywheel";
    private const int RuntimeFailed = 255;

    // Where Apptainer and Singularity keep a docker image's ENV, as a script that every start sources.
    private const string DockerEnvironment = "/.singularity.d/env/10-docker2singularity.sh";
    private const string HasDockerEnvironment = "has a docker environment";

    // Said by the copy out of the image, which is a start in it anyway.
    private bool _hidesDockerEnvironment;

    private readonly ApptainerVariables _variables = new(program.Prefix, tools.Settings.TempFolder);

    /// <inheritdoc/>
    public string Name => program.Prefix.ToLowerInvariant();

    /// <inheritdoc/>
    public Task<string> PrepareAsync(ImageReference image, CancellationToken cancellationToken) =>
        new ApptainerImages(program, tools).PrepareAsync(image, cancellationToken);

    /// <inheritdoc/>
    public async Task CopyGearAsync(string image, JobScratch scratch, string target, CancellationToken cancellationToken)
    {
        if (Directory.Exists(image))
        {
            ImageGearFolder.Copy(image, target);
            return;
        }

        // Nothing of the image is written: its /flywheel/v0 is copied out once and bound in its place.
        var result = await ChildProcess.RunAsync(
            new ChildCommand
            {
                Program = program.Path,
                Arguments = ["exec", "--containall", "--no-home", "--cleanenv", "--mount", Mount(target, "/mnt"), image, "sh", "-c", $"cp -a {GearFolder.InContainer}/. /mnt/ && if [ -e {DockerEnvironment} ]; then echo '{HasDockerEnvironment}'; fi"],
                Environment = _variables.ForCopying(),
            },
            tools.Settings.Limits.ImageTimeout, cancellationToken: cancellationToken);
        if (!result.Succeeded)
        {
            throw DiskFault.Copying(CopyWords(result), tools.Settings);
        }

        _hidesDockerEnvironment = result.Out.Contains(HasDockerEnvironment, StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public ChildCommand Launch(GearLaunch launch)
    {
        var home = launch.Command.Environment.GetValueOrDefault("HOME") ?? HomeInContainer;
        List<string> arguments =
        [
            // Its own remarks would stand between the gear's lines, and among its last words; only who asks for them gets them.
            launch.Flags.Debug ? "--debug" : "--quiet", "exec", "--containall", "--cleanenv",
            "--home", $"{launch.Scratch.Home}:{home}",
            "--workdir", Session(launch),
            "--mount", Mount(launch.Scratch.Gear, GearFolder.InContainer),
            "--pwd", launch.Command.Folder,
        ];
        if (_hidesDockerEnvironment)
        {
            // A gear's environment is what its manifest says, as 'docker export' leaves it on other sites.
            arguments.AddRange(["--mount", Mount("/dev/null", DockerEnvironment)]);
        }

        foreach (var bind in launch.Binds)
        {
            arguments.AddRange(["--mount", Mount(bind.Source, bind.Target) + (bind.IsReadOnly ? ",ro" : "")]);
        }

        if (!launch.HasNetwork)
        {
            arguments.AddRange(["--net", "--network", "none"]);
        }

        if (launch.Gpu is not null)
        {
            arguments.Add(File.Exists("/dev/kfd") ? "--rocm" : "--nv");
        }

        if (launch.Flags.Writable)
        {
            // In memory, above the image: the image itself is shared with other jobs.
            arguments.Add("--writable-tmpfs");
        }

        arguments.Add(launch.Image);
        arguments.AddRange(launch.Command.Arguments);
        return new()
        {
            Program = program.Path,
            Arguments = arguments,
            Environment = _variables.ForGear(launch.Command.Environment.Where(variable => variable.Key != "HOME")),
            NewSession = true,
        };
    }

    /// <inheritdoc/>
    public Task CleanAsync(string jobId, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task ReclaimAsync(string folder, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task RemoveAsync(string folder, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public IReadOnlyList<string> Removal(JobScratch scratch) => [];

    /// <inheritdoc/>
    public string? OwnFailure(int exitCode, string? lastWords) =>
        exitCode == RuntimeFailed && lastWords?.LastIndexOf("FATAL:", StringComparison.Ordinal) is >= 0 and var at
            ? $"Apptainer could not start the gear: {lastWords[(at + "FATAL:".Length)..].Trim()}{Remedy(lastWords)}"
            : null;

    // busybox complains of owners that an ordinary user cannot set, and goes on: that was not it.
    private static string CopyWords(ChildResult result) =>
        result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .LastOrDefault(line => !line.Contains("can't preserve ownership", StringComparison.Ordinal)) ?? result.LastWords;

    private static string Remedy(string words) => words.Contains("network", StringComparison.OrdinalIgnoreCase)
        ? " A gear without the capability 'networking' gets no network here (gear_network in cast.yml): where Apptainer may not do that, only gear_network: always runs it."
        : "";

    // Quoted as CSV, which is how --mount is read: a comma in a path would start the next field.
    private static string Mount(string source, string target) =>
        $"type=bind,\"source={source.Replace("\"", "\"\"", StringComparison.Ordinal)}\",\"destination={target}\"";

    // Where the admin wants /tmp of containers, each job gets a folder of its own there; else it is in the scratch folder.
    private static string Session(GearLaunch launch)
    {
        if (ApptainerProgram.Setting("WORKDIR") is not { Length: > 0 } folder)
        {
            return launch.Scratch.Session;
        }

        Tree.Delete(launch.Scratch.Session);
        var own = Path.Combine(folder, Path.GetFileName(launch.Scratch.Root));
        Directory.CreateDirectory(own);
        launch.Scratch.AlsoRemove(own);
        return own;
    }
}
