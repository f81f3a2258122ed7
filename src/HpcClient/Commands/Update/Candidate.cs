using System.Runtime.InteropServices;
using HpcClient.Commands.About;
using HpcClient.Commands.Site;
using HpcClient.Posix.Processes;

namespace HpcClient.Commands.Update;

/// <summary>An executable that may take our place, and its library, in a folder of their own.</summary>
/// <param name="Program">Path of the executable.</param>
/// <param name="Library">Path of the library; null to go on with the present one.</param>
/// <param name="Identity">What it says it is.</param>
internal sealed record Candidate(string Program, string? Library, BuildIdentity Identity)
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Starts it, to see that it does and what it is.</summary>
    /// <param name="folder">Where the package's contents are.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CommandFault">It does not start here, or is not ours.</exception>
    public static async Task<Candidate> TryAsync(string folder, CancellationToken cancellationToken)
    {
        var program = Path.Combine(folder, PackageContents.Program);
        var library = Path.Combine(folder, PackageContents.Library);
        ChildResult result;
        try
        {
            result = await ChildProcess.RunAsync(new() { Program = program, Arguments = ["--version"] }, StartTimeout, cancellationToken: cancellationToken);
        }
        catch (ProgramNotStartedException e)
        {
            throw new CommandFault(ExitCodes.Failure, $"The new executable does not start on this machine: {e.Message.TrimEnd('.')}. Nothing was changed.");
        }

        if (!result.Succeeded || BuildIdentity.Parse(result.Out) is not { } identity)
        {
            throw new CommandFault(ExitCodes.Failure, $"The new executable does not start on this machine, or is another program; it says: {result.LastWords.TrimEnd('.')}. Nothing was changed.");
        }

        return new(program, File.Exists(library) ? Loadable(library) : null, identity);
    }

    /// <summary>One sentence why it is no step forward from <paramref name="present"/>; null when it is.</summary>
    public string? Objection(BuildIdentity present)
    {
        var order = SemanticVersion.Compare(Identity.Version, present.Version);

        // Between releases many builds bear one version: then the later commit is the newer.
        return order > 0 || (order == 0 && Identity.Time is { } time && (present.Time is null || string.CompareOrdinal(time, present.Time) > 0)) ? null
            : $"{Identity.Version} (commit {Identity.Commit}) is no newer than {present.Version} (commit {present.Commit}), which is here. To take it all the same, add --force.";
    }

    private static string Loadable(string library)
    {
        if (!NativeLibrary.TryLoad(library, out var handle))
        {
            throw new CommandFault(ExitCodes.Failure, $"The package's {PackageContents.Library} cannot be loaded on this machine. Nothing was changed.");
        }

        NativeLibrary.Free(handle);
        return library;
    }
}
