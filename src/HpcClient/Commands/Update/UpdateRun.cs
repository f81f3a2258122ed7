using HpcClient.Commands.About;
using HpcClient.Commands.Site;
using HpcClient.Output;

namespace HpcClient.Commands.Update;

/// <summary>The steps of <c>update</c>; nothing is changed before the last one.</summary>
internal static class UpdateRun
{
    /// <summary>Fetches, checks, unpacks, tries, replaces.</summary>
    /// <exception cref="CommandFault">Any of it failed.</exception>
    public static Task<int> UpdateAsync(InstalledProgram present, PackageSource source, bool force, CancellationToken cancellationToken) => StagedAsync(present, async stage =>
    {
        var package = await source.FetchAsync(stage, cancellationToken);
        await PackageContents.TakeAsync(package, stage, cancellationToken);
        var candidate = await Candidate.TryAsync(stage, cancellationToken);
        if (!force && candidate.Objection(BuildIdentity.Own) is { } objection)
        {
            return Failure.Say(objection, ExitCodes.Failure);
        }

        var kept = present.Replace(candidate);
        Console.WriteLine($"""
            {BuildIdentity.Own.Version} -> {candidate.Identity.Version} (commit {candidate.Identity.Commit}){(source.Checked ? "" : "; its checksum was not compared, as none was given")}
            kept: {kept}; 'fw-hpc-client update --back' returns to it
            Jobs that run go on with what they started with. Jobs that start, and sweeps, take the new version.
            A running 'serve' stays the old version until it is restarted, as with: systemctl restart fw-hpc-client
            """);
        return ExitCodes.Success;
    });

    /// <summary>Returns to the kept version.</summary>
    /// <exception cref="CommandFault">None was kept, or it does not start.</exception>
    public static Task<int> BackAsync(InstalledProgram present, CancellationToken cancellationToken) => StagedAsync(present, async stage =>
    {
        if (present.Previous() is not { } previous)
        {
            return Failure.Say("No version was kept beside this one, so there is none to return to. Name one with --from.", ExitCodes.Failure);
        }

        present.StagePrevious(previous, stage);
        var candidate = await Candidate.TryAsync(stage, cancellationToken);
        var kept = present.Replace(candidate);
        Console.WriteLine($"{BuildIdentity.Own.Version} -> {candidate.Identity.Version} (commit {candidate.Identity.Commit})\nkept: {kept}");
        return ExitCodes.Success;
    });

    private static async Task<int> StagedAsync(InstalledProgram present, Func<string, Task<int>> act)
    {
        var stage = present.MakeStage();
        await using var progress = Progress.Of("getting the other version ready", TimeProvider.System);
        try
        {
            return await act(stage);
        }
        finally
        {
            Directory.Delete(stage, recursive: true);
        }
    }
}
