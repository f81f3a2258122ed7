using System.Text.Json;
using HpcClient.Flywheel.Gears;
using HpcClient.Flywheel.Json;
using HpcClient.Posix.Files;

namespace HpcClient.Engine.Layout;

/// <summary>Puts together what the gear sees as <c>/flywheel/v0</c>: the image's content, inputs, configuration, empty output.</summary>
internal sealed class GearFolder(JobScratch scratch)
{
    /// <summary>Where the gear looks for all of it.</summary>
    public const string InContainer = "/flywheel/v0";

    private const UnixFileMode Open = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary><c>output/</c></summary>
    public string Output => Path.Combine(scratch.Gear, "output");

    private string Config => Path.Combine(scratch.Gear, "config.json");

    /// <summary>Completes the folder, into which the image's content was copied before.</summary>
    public void Complete(GearManifest manifest, ReadOnlyMemory<byte> config)
    {
        // What the image brought under these names, links included, is not ours to write through.
        var input = Path.Combine(scratch.Gear, "input");
        Tree.Delete(input);
        Tree.Delete(Output);
        Tree.Delete(Config);
        Directory.CreateDirectory(scratch.Inputs);
        Directory.Move(scratch.Inputs, input);
        Directory.CreateDirectory(Output, Open);
        if (FileKinds.Of(Path.Combine(scratch.Gear, "work")) == FileKind.Missing)
        {
            Directory.CreateDirectory(Path.Combine(scratch.Gear, "work"), Open);
        }

        DurableFile.Write(Config, config.Span);
        var description = Path.Combine(scratch.Gear, "manifest.json");
        if (FileKinds.Of(description) == FileKind.Missing)
        {
            File.WriteAllText(description, JsonSerializer.Serialize(manifest, FlywheelJson.Default.GearManifest));
        }

        File.SetUnixFileMode(scratch.Gear, Open);
    }

    /// <summary>Removes <c>config.json</c>, which may hold an API key.</summary>
    /// <returns>Whether it is gone.</returns>
    public bool Forget() => Tree.Delete(Config);
}
