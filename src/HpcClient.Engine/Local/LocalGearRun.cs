using System.Text.Json;
using System.Text.Json.Nodes;
using HpcClient.Engine.Configuration;
using HpcClient.Engine.Layout;
using HpcClient.Engine.Logs;
using HpcClient.Engine.Outputs;
using HpcClient.Engine.Running;
using HpcClient.Engine.Stopping;
using HpcClient.Engine.Usage;
using HpcClient.Flywheel.Jobs;
using HpcClient.Flywheel.Json;
using HpcClient.Settings.Records;

namespace HpcClient.Engine.Local;

/// <summary>
/// Runs a gear on files of this machine, through the same stages as a job on a node: image, inputs, the gear's folder, its
/// command and environment, the runtime, its log, its outputs. One instance runs one gear.
/// </summary>
/// <param name="gear">What to run.</param>
/// <param name="runtime">In what.</param>
/// <param name="environment">Variables of this process: where images are kept, what the machine gives.</param>
/// <param name="output">For the gear's standard output.</param>
/// <param name="error">For its standard error, and the engine's sentences, which begin with <c># </c>.</param>
/// <param name="time">The clock.</param>
public sealed class LocalGearRun(
    LocalGear gear, RuntimeChoice runtime, IReadOnlyDictionary<string, string> environment, TextWriter output, TextWriter error, TimeProvider time) : IDisposable
{
    private readonly StopSource _stop = new();

    /// <summary>Ends the gear and cleans up. Safe in a signal handler.</summary>
    /// <param name="signal">Name of the signal, for the sentence.</param>
    public void Stop(string signal) => _stop.Stop(new(EndedBy.Signal, $"The gear was stopped ({signal})."));

    /// <summary>Runs the gear.</summary>
    /// <exception cref="IOException">The folder for temporary files cannot be used.</exception>
    public async Task<LocalGearEnd> RunAsync()
    {
        var temp = Directory.CreateTempSubdirectory("fw-hpc-gear-").FullName;
        try
        {
            var settings = LocalSettings.Of(environment, runtime, gear.Image, temp);
            var scratch = JobScratch.Create(temp, gear.RunId);
            try
            {
                using var log = new JobLog(scratch.LogSpool, TextWriter.Null, new SecretMask());
                return await PrintedAsync(settings, scratch, log);
            }
            finally
            {
                if (!await scratch.RemoveAsync())
                {
                    await error.WriteLineAsync($"# Some files in {scratch.Root} could not be removed; remove that folder by hand.");
                }
            }
        }
        finally
        {
            Tree.Delete(temp);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    private async Task<LocalGearEnd> PrintedAsync(EngineSettings settings, JobScratch scratch, JobLog log)
    {
        using var over = new CancellationTokenSource();
        var printing = new TerminalLog(log, output, error, time).RunAsync(over.Token);
        try
        {
            var end = await GuardedAsync(settings, scratch, log);
            log.Say(end.Sentence);
            return end;
        }
        finally
        {
            await over.CancelAsync();
            await printing;
        }
    }

    private async Task<LocalGearEnd> GuardedAsync(EngineSettings settings, JobScratch scratch, JobLog log)
    {
        try
        {
            return await StagesAsync(settings, scratch, log);
        }
        catch (Exception) when (_stop.Cause is { } cause)
        {
            return new(EngineExit.Stopped, cause.Sentence);
        }
        catch (EngineFault e)
        {
            return new(EngineExit.EngineFailed, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(EngineExit.FolderFailed, DiskFault.Of(e, settings));
        }
    }

    private async Task<LocalGearEnd> StagesAsync(EngineSettings settings, JobScratch scratch, JobLog log)
    {
        var source = new LocalGearSource(gear, await gear.Image.ReferenceAsync(_stop.Token));
        var meter = new UsageMeter(new JobCgroupFinder(settings.ProcFolder).Find(null), settings.Resources, time);
        var run = new GearRun(settings, source, Job(), scratch, log, _stop, meter, time);
        try
        {
            return await StagesAsync(run);
        }
        finally
        {
            await (run.Images?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    private async Task<LocalGearEnd> StagesAsync(GearRun run)
    {
        var (scratch, log, meter) = (run.Scratch, run.Log, run.Meter);
        var (container, launch) = await new GearPreparation(run).PrepareAsync(_stop.Token);
        SayWhereManifestsDiffer(scratch, log);
        log.Say($"Running {gear.Manifest.Name} {gear.Manifest.Version} with {container.Name}.");
        var exit = await new GearStage(run).RunAsync(container, launch);
        await container.ReclaimAsync(scratch.Gear, CancellationToken.None);
        log.Say($"{UsageSentence.Of(meter.Read(), null)}.");

        var outputs = OutputScan.Of(scratch.Gear);
        foreach (var warning in outputs.Warnings)
        {
            log.Say(warning);
        }

        var files = LocalOutputs.Copy(outputs, scratch.Gear, gear.Output);
        var failure = exit.Failure(meter.SeesKillsOfGear) ?? outputs.Fault;
        return new(failure is null ? EngineExit.Complete : EngineExit.GearFailed, failure ?? "The gear finished.")
        {
            GearExitCode = exit.Code,
            Files = files,
            Metadata = outputs.Metadata,
        };
    }

    private FlywheelJob Job()
    {
        var config = JsonSerializer.Deserialize(gear.Config.Span, FlywheelJson.Default.JobConfig);
        return new() { IdField = gear.RunId, StateWord = "running", Config = config, Destination = config?.Destination };
    }

    // On a node the site's manifest counts, which is the one given here; the gear itself reads that of its image.
    private void SayWhereManifestsDiffer(JobScratch scratch, JobLog log)
    {
        try
        {
            var inImage = JsonNode.Parse(File.ReadAllBytes(Path.Combine(scratch.Gear, "manifest.json")));
            var given = JsonNode.Parse(JsonSerializer.SerializeToUtf8Bytes(gear.Manifest, FlywheelJson.Default.GearManifest));
            if (!JsonNode.DeepEquals(inImage, given))
            {
                log.Say("The image holds another manifest.json than the one given. Build the image anew before you ship the gear.");
            }
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            log.Say("The manifest.json in the image is not valid JSON. Build the image anew before you ship the gear.");
        }
    }
}
