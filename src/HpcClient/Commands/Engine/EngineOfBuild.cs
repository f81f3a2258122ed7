using HpcClient.Commands.About;
using HpcClient.Commands.Update;
using HpcClient.Posix.Processes;
using HpcClient.Settings.Folder;
using HpcClient.Settings.Records;

namespace HpcClient.Commands.Engine;

/// <summary>
/// A job keeps the engine of the build that cast it: when the executable was replaced since, as a requeued or long waiting job
/// finds it, the kept one takes the process over.
/// </summary>
/// <param name="console">Hears what was done.</param>
internal sealed class EngineOfBuild(TextWriter console)
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Hands the job over where another build cast it and is here; else comes back.</summary>
    public async Task TakeOverAsync(WorkFolder folder, string jobId, CancellationToken cancellationToken)
    {
        if (RecordFile.ReadAttempt(folder.AttemptOf(jobId)) is not { Build: { } build } || build == BuildMark.Own || Real(Environment.ProcessPath!) is not { } own)
        {
            return;
        }

        var parts = build.Split('+', 2);
        var commit = parts.Length > 1 ? parts[1] : "unknown";
        foreach (var kept in InstalledProgram.KeptNames(own, parts[0], commit).Where(File.Exists))
        {
            if (await IsAsync(kept, parts[0], commit, cancellationToken))
            {
                await console.WriteLineAsync($"This job was cast by {parts[0]} and goes on with it: {kept}");
                await console.FlushAsync(cancellationToken);
                await console.WriteLineAsync($"It does not start ({ProcessImage.Become(kept, [CalledAs.EngineName, "run", "--single-job", jobId])}).");
            }
        }

        await console.WriteLineAsync($"This job was cast by {parts[0]}, which is not kept beside {own} any more; it goes on with {BuildIdentity.Own.Version}.");
    }

    private static async Task<bool> IsAsync(string program, string version, string commit, CancellationToken cancellationToken)
    {
        try
        {
            var result = await ChildProcess.RunAsync(new() { Program = program, Arguments = ["--version"] }, StartTimeout, cancellationToken: cancellationToken);
            return result.Succeeded && BuildIdentity.Parse(result.Out) is { } identity && identity.Version == version
                && identity.Commit.Split('+')[0] == commit;
        }
        catch (ProgramNotStartedException)
        {
            return false;
        }
    }

    private static string? Real(string path) => File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
}
