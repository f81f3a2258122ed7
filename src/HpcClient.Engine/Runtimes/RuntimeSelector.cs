using HpcClient.Engine.Configuration;
using HpcClient.Engine.Images;
using HpcClient.Engine.Runtimes.Apptainer;
using HpcClient.Engine.Runtimes.Docker;
using HpcClient.Engine.Runtimes.Host;
using HpcClient.Engine.Runtimes.Podman;

namespace HpcClient.Engine.Runtimes;

/// <summary>Chooses what runs the gear.</summary>
internal static class RuntimeSelector
{
    /// <summary>The runtime that the settings ask for, or with <see cref="RuntimeChoice.Auto"/> the first that is there.</summary>
    /// <exception cref="EngineFault">It is not there.</exception>
    public static IContainerRuntime Choose(ImageReference image, RuntimeTools tools)
    {
        switch (tools.Settings.Runtime)
        {
            case RuntimeChoice.Apptainer or RuntimeChoice.Singularity:
                return new ApptainerRuntime(
                    ApptainerProgram.Find(tools.Settings.Runtime == RuntimeChoice.Singularity) ?? throw Missing("Neither apptainer nor singularity is on PATH", "ENGINE_MODULE asks for it"), tools);
            case RuntimeChoice.Podman:
                return new PodmanRuntime(PodmanProgram.Find() ?? throw Missing("podman is not on PATH", "ENGINE_MODULE asks for it"), tools);
            case RuntimeChoice.Docker:
                return new DockerRuntime(DockerProgram.Find() ?? throw Missing("docker is not on PATH", "ENGINE_MODULE asks for it"), tools);
            case RuntimeChoice.Host:
                return new HostRuntime(tools);
            default:
                return Auto(image, tools);
        }
    }

    /// <summary>Whether the runtime that would be chosen can run SIF files.</summary>
    public static bool TakesSif(EngineSettings settings) =>
        settings.Runtime is RuntimeChoice.Apptainer or RuntimeChoice.Singularity || (settings.Runtime == RuntimeChoice.Auto && ApptainerProgram.Find() is not null);

    private static IContainerRuntime Auto(ImageReference image, RuntimeTools tools)
    {
        if (image.Kind != ImageKind.PodmanStore && ApptainerProgram.Find() is { } apptainer)
        {
            return new ApptainerRuntime(apptainer, tools);
        }

        if (image.Kind is not (ImageKind.SifFile or ImageKind.Oras) && PodmanProgram.Find() is { } podman)
        {
            return new PodmanRuntime(podman, tools);
        }

        return tools.Settings.AllowHost
            ? new HostRuntime(tools)
            : throw Missing("No container runtime that could run this gear's image is on PATH (looked for apptainer, singularity, podman)", "a gear is not run without one");
    }

    private static EngineFault Missing(string what, string why) =>
        new($"{what} on {Environment.MachineName}, and {why}. Install Apptainer on the compute nodes, or load its module in the job script.");
}
