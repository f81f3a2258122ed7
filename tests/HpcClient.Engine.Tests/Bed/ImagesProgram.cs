using HpcClient.Posix.Files;
using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Tests.Bed;

/// <summary>The real program's <c>images …</c>, on the folder of a bed.</summary>
internal sealed class ImagesProgram
{
    private readonly EngineBed _bed;

    public ImagesProgram(EngineBed bed, string castLines = "")
    {
        _bed = bed;
        Directory.CreateDirectory(bed.Folder.Settings);
        Directory.CreateDirectory(bed.Folder.State);
        File.WriteAllText(bed.Folder.CastFile, $"cast:\n  cluster: slurm\n  cast_on_tag: true\n{castLines}");
        DurableFile.Write(bed.Folder.CredentialsFile, string.Concat(
            bed.Environment.Where(variable => variable.Key != "FW_HPC_FOLDER").Select(variable => $"export {variable.Key}='{variable.Value}'\n")));
    }

    public RunningChild Start(params string[] arguments) => RunningChild.Start(Command(arguments, "images"), (_, _) => ValueTask.CompletedTask);

    public async Task<ChildResult> RunAsync(params string[] arguments) => await ChildProcess.RunAsync(Command(arguments, "images"), TimeSpan.FromMinutes(1));

    /// <summary>Another command of it.</summary>
    public async Task<ChildResult> OtherAsync(params string[] arguments) => await ChildProcess.RunAsync(Command(arguments), TimeSpan.FromMinutes(1));

    private ChildCommand Command(string[] arguments, params string[] before) =>
        new() { Program = ClientProgram.Path, Arguments = [.. before, .. arguments, "--folder", _bed.Folder.Root] };
}
