using System.Text.Json;
using System.Text.Json.Nodes;
using HpcClient.Engine.Admission;
using HpcClient.Engine.Images;
using HpcClient.Engine.Images.Store;
using HpcClient.Engine.Inputs;
using HpcClient.Engine.Layout;
using HpcClient.Engine.Runtimes;
using HpcClient.Engine.Runtimes.Apptainer;
using HpcClient.Engine.Runtimes.Docker;
using HpcClient.Engine.Runtimes.Host;
using HpcClient.Engine.Runtimes.Podman;
using HpcClient.Flywheel.Gears;
using HpcClient.Flywheel.Jobs;

namespace HpcClient.Engine.Running;

/// <summary>Everything before the gear starts: image and inputs, side by side, then the gear's folder.</summary>
internal sealed class GearPreparation(GearRun run)
{
    /// <summary>Prepares the gear.</summary>
    /// <exception cref="EngineFault">Something is missing.</exception>
    public async Task<(IContainerRuntime Runtime, GearLaunch Launch)> PrepareAsync(CancellationToken cancellationToken)
    {
        var gear = await run.Source.GetGearAsync(cancellationToken);
        var manifest = GearGuard.Admit(run.Job, gear, run.Settings.Resources);
        var inputs = InputPlan.Of(run.Job);
        var command = GearCommandPlan.Of(run.Job, manifest, run.Settings.Resources);
        var image = run.Source.Image ?? ChooseImage(gear);
        run.Images = new ImageStore(run.Settings.CacheFolder, run.Time, run.Log.Say) { MaxBytes = run.Settings.Images.StoreBytes };
        var tools = new RuntimeTools(run.Settings, run.Source, run.Images, run.Log);
        var runtime = RuntimeSelector.Choose(image, tools);
        run.Runtime = runtime.Name;
        if (runtime is HostRuntime)
        {
            run.Log.Say(HostRuntime.Warning);
        }

        var (ready, config) = await GatherAsync(runtime, image, inputs, cancellationToken);
        new GearFolder(run.Scratch).Complete(manifest, runtime is HostRuntime ? HostPaths.Config(config, run.Scratch.Gear) : config);
        var user = GearGuard.User(manifest);
        if (user is not null && runtime is PodmanRuntime or DockerRuntime)
        {
            await runtime.GiveAsync(run.Scratch, user!, cancellationToken);
        }
        else if (user is not null)
        {
            run.Log.Say($"The gear asks to run as user {user}; with {runtime.Name} it runs as the user of this job instead.");
        }

        var flags = SingularityFlags.Of(run.Job);
        if (flags.Debug && runtime is not ApptainerRuntime)
        {
            run.Log.Say($"The option singularity-debug has no effect with {runtime.Name}.");
        }

        return (runtime, new(run.Job.Id, ready, command, run.Scratch, flags)
        {
            User = user,
            Gpu = run.Settings.Resources.Gpu,
            HasNetwork = NetworkRule.Allows(run, manifest, runtime),
            Binds = BindPlan.Of(run.Settings.Binds, runtime, run.Log),
            MemoryLimit = run.Meter.KernelMemoryLimit,
        });
    }

    private ImageReference ChooseImage(GearDocument gear)
    {
        var image = new ImageChoice(run.Settings.Images, RuntimeSelector.TakesSif(run.Settings)).Of(gear, out var note);
        if (note is not null)
        {
            run.Log.Say(note);
        }

        return image;
    }

    // Image and inputs come from different places: the first that fails ends the other.
    private async Task<(string Image, byte[] Config)> GatherAsync(
        IContainerRuntime runtime, ImageReference image, IReadOnlyList<InputFile> inputs, CancellationToken cancellationToken)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var imageReady = EndingTheOther(PrepareImageAsync(runtime, image, both.Token), both);
        var inputsReady = EndingTheOther(FetchInputsAsync(inputs, both.Token), both);
        try
        {
            await Task.WhenAll(imageReady, inputsReady);
        }
        catch (Exception) when (imageReady.IsFaulted || inputsReady.IsFaulted)
        {
            // The cause, not the cancellation that it brought upon the other.
            await (imageReady.IsFaulted ? (Task)imageReady : inputsReady);
        }

        return (await imageReady, await inputsReady);
    }

    private static async Task<T> EndingTheOther<T>(Task<T> task, CancellationTokenSource both)
    {
        try
        {
            return await task;
        }
        catch
        {
            await both.CancelAsync();
            throw;
        }
    }

    private async Task<string> PrepareImageAsync(IContainerRuntime runtime, ImageReference image, CancellationToken cancellationToken)
    {
        // What an earlier engine of this job left running ends beside it, and in any case before the gear starts.
        var clean = runtime.CleanAsync(run.Job.Id, CancellationToken.None);
        try
        {
            return await runtime.StageAsync(image, run.Scratch, cancellationToken);
        }
        finally
        {
            await clean;
        }
    }

    private async Task<byte[]> FetchInputsAsync(IReadOnlyList<InputFile> inputs, CancellationToken cancellationToken)
    {
        var config = await run.Source.GetConfigAsync(cancellationToken);
        MaskKeys(config);
        inputs = await run.Source.CheckInputsAsync(inputs, cancellationToken);
        InputRoom.Require(inputs, run.Scratch.Root);
        await new InputFetch(run.Source, run.Settings.Limits, run.Log).FetchAsync(inputs, run.Scratch.Inputs, cancellationToken);
        return config;
    }

    private void MaskKeys(byte[] config)
    {
        try
        {
            foreach (var (_, input) in JsonNode.Parse(config)?["inputs"] as JsonObject ?? [])
            {
                if (input is JsonObject fields && fields["base"]?.ToString() == "api-key" && fields["key"]?.ToString() is { Length: > 0 } key)
                {
                    run.Log.Mask.Add(key);
                    run.Log.Mask.Add(key[(key.LastIndexOf(':') + 1)..]);
                }
            }
        }
        catch (JsonException)
        {
            throw new EngineFault("The site's config.json of this job is not valid JSON. Run the job again; if it stays, tell the site's support.");
        }
    }
}
