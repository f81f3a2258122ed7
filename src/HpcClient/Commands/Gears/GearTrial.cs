using System.Collections;
using System.CommandLine;
using System.Runtime.InteropServices;
using System.Text.Json;
using HpcClient.Engine;
using HpcClient.Engine.Configuration;
using HpcClient.Engine.Local;
using HpcClient.Flywheel.Json;
using HpcClient.Gears.Invocations;
using HpcClient.Output;

namespace HpcClient.Commands.Gears;

/// <summary>One run of a gear on local files: all that is wrong is told before anything runs.</summary>
internal sealed class GearTrial
{
    public required InvocationOptions Given { get; init; }

    /// <summary>Its folder or manifest.</summary>
    public required string Gear { get; init; }

    /// <summary>Its image, or null.</summary>
    public required string? Image { get; init; }

    /// <summary>Where outputs go.</summary>
    public required string Output { get; init; }

    /// <summary>Whether that folder may hold files already.</summary>
    public required bool Overwrite { get; init; }

    public required RuntimeChoice Runtime { get; init; }

    /// <summary>Runs it.</summary>
    /// <returns>The gear's own exit code, or one of <see cref="ExitCodes"/>.</returns>
    public async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var faults = new List<string>();
        var given = Given.Read(parsed, faults);
        var manifest = GearReader.Read(Gear);
        if (LocalImage.Read(Image, Runtime, GearReader.FolderOf(Gear), out var image) is { } fault)
        {
            faults.Add(fault);
        }

        var invocation = manifest is null ? null : new InvocationBuilder(manifest).Build(given);
        faults.AddRange(invocation?.Missing ?? []);
        faults.AddRange(invocation?.Faults ?? []);
        CheckOutput(faults, make: invocation is not null && faults.Count == 0);
        faults.ForEach(fault => Console.Error.WriteLine(OneLine.Of(fault)));
        if (manifest is null || invocation is null || image is null || faults.Count > 0)
        {
            return manifest is null ? ExitCodes.Settings : ExitCodes.Usage;
        }

        foreach (var note in invocation.Notes)
        {
            await Console.Error.WriteLineAsync($"# {OneLine.Of(note)}");
        }

        return await TryAsync(new()
        {
            RunId = given.RunId,
            Manifest = manifest.Deserialize(FlywheelJson.Default.GearManifest)!,
            Config = ConfigText.BytesOf(invocation.Config),
            Inputs = invocation.Files,
            Image = image,
            Output = Path.GetFullPath(Output),
        }, cancellationToken);
    }

    private async Task<int> TryAsync(LocalGear gear, CancellationToken cancellationToken)
    {
        using var run = new LocalGearRun(gear, Runtime, Variables(), Console.Out, Console.Error, TimeProvider.System);
        using var terminate = On(PosixSignal.SIGTERM, run);
        using var interrupt = On(PosixSignal.SIGINT, run);
        using var hangUp = On(PosixSignal.SIGHUP, run);
        await using var cancelled = cancellationToken.Register(() => run.Stop("told to stop"));
        LocalGearEnd end;
        try
        {
            end = await run.RunAsync();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Failure.Say($"No folder for the run could be made: {e.Message} Set TMPDIR to a folder with room.", ExitCodes.Folder);
        }

        if (end.GearExitCode is not null)
        {
            OutputReport.Write(gear.Output, end, Console.Error);
        }

        return end switch
        {
            { GearExitCode: not (null or 0) and var code } => code.Value,
            { Exit: EngineExit.Complete } => ExitCodes.Success,
            { Exit: EngineExit.GearFailed } => ExitCodes.GearFailed,
            { Exit: EngineExit.Stopped } => ExitCodes.Interrupted,
            { Exit: EngineExit.FolderFailed } => ExitCodes.Folder,
            _ => ExitCodes.Failure,
        };
    }

    private void CheckOutput(List<string> faults, bool make)
    {
        try
        {
            if (File.Exists(Output))
            {
                faults.Add($"--output '{Output}' is a file. Name a folder.");
            }
            else if (!Overwrite && Directory.Exists(Output) && Directory.EnumerateFileSystemEntries(Output).Any())
            {
                faults.Add($"--output '{Output}' holds files already. Name a new folder, or add --overwrite to replace those of the same name.");
            }
            else if (make)
            {
                // Now, and not after the gear has run for an hour.
                Directory.CreateDirectory(Output);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add($"--output '{Output}' cannot be used: {e.Message}");
        }
    }

    private static Dictionary<string, string> Variables() => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? "", StringComparer.Ordinal);

    private static PosixSignalRegistration On(PosixSignal signal, LocalGearRun run) => PosixSignalRegistration.Create(signal, context =>
    {
        // Otherwise the default ends this process before the gear is.
        context.Cancel = true;
        run.Stop(signal.ToString());
    });
}
