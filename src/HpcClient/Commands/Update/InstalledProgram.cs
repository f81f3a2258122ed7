using HpcClient.Commands.About;
using HpcClient.Commands.Site;
using HpcClient.Posix.Files;

namespace HpcClient.Commands.Update;

/// <summary>
/// The executable on disk with its library and what was kept of the one before: <c>fw-hpc-client.VERSION</c>, to which the link
/// <c>fw-hpc-client.previous</c> leads. What runs from a file goes on with that file, whatever its name becomes.
/// </summary>
/// <param name="path">Full path of the executable, not of a link to it.</param>
/// <param name="identity">What is there now.</param>
internal sealed class InstalledProgram(string path, BuildIdentity identity)
{
    private readonly string _folder = Path.GetDirectoryName(path)!;

    /// <summary>Path of the link that leads to the kept one.</summary>
    private string PreviousLink => $"{path}.previous";

    private string Library => Path.Combine(_folder, PackageContents.Library);

    /// <summary>One sentence why it is not ours to replace; null when it is.</summary>
    public string? Foreign() =>
        path.Contains("/.store/", StringComparison.Ordinal) ? "This executable is a .NET tool. Update it with: dotnet tool update fw-hpc-client"
        : Path.GetFileName(path) == "dotnet" || File.Exists(Path.Combine(_folder, "fw-hpc-client.dll")) ? "This executable runs from a development build. Publish one with ./build, and update that."
        : File.Exists("/var/lib/dpkg/info/fw-hpc-client.list") && path.StartsWith("/usr/lib/fw-hpc-client/", StringComparison.Ordinal)
            ? "This executable belongs to a Debian package. Update it with: apt install ./fw-hpc-client_VERSION_amd64.deb"
        : null;

    /// <summary>A folder beside the executable, for its owner only, in which a new one is got ready.</summary>
    /// <exception cref="CommandFault">We may not write here.</exception>
    public string MakeStage()
    {
        var stage = Path.Combine(_folder, $".fw-hpc-client.update-{Guid.NewGuid():N}");
        return Try(() => Directory.CreateDirectory(stage, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName);
    }

    /// <summary>Puts <paramref name="candidate"/> in the place of what is here, which is kept.</summary>
    /// <returns>Path of the kept executable.</returns>
    /// <exception cref="CommandFault">It cannot be done; then everything is as it was.</exception>
    public string Replace(Candidate candidate)
    {
        var kept = KeptName();
        return Try(() =>
        {
            var libraryKept = candidate.Library is { } library && File.Exists(Library) && !Same(library, Library) ? LibraryOf(kept) : null;
            if (libraryKept is not null)
            {
                FileExchange.Replace(Library, candidate.Library!, libraryKept);
            }
            else if (candidate.Library is not null && !File.Exists(Library))
            {
                File.Move(candidate.Library, Library);
            }

            try
            {
                FileExchange.Replace(path, candidate.Program, kept);
            }
            catch when (libraryKept is not null)
            {
                File.Move(libraryKept, Library, overwrite: true);
                throw;
            }

            LinkPrevious(kept);
            return kept;
        });
    }

    /// <summary>Path of the one that was here before; null where none was kept.</summary>
    public string? Previous() =>
        new FileInfo(PreviousLink).LinkTarget is { } target && Path.Combine(_folder, Path.GetFileName(target)) is var kept && File.Exists(kept) ? kept : null;

    /// <summary>Copies the kept one, to be tried and put in place: a job that still runs from it keeps that name.</summary>
    /// <param name="previous">What <see cref="Previous"/> gave.</param>
    /// <param name="stage">A folder beside the executable.</param>
    /// <exception cref="CommandFault">It cannot be done.</exception>
    public void StagePrevious(string previous, string stage) => Try(() =>
    {
        Copy(previous, Path.Combine(stage, PackageContents.Program));
        return File.Exists(LibraryOf(previous)) ? Copy(LibraryOf(previous), Path.Combine(stage, PackageContents.Library)) : null;
    });

    private static string Copy(string from, string to)
    {
        File.Copy(from, to);
        using var stream = new FileStream(to, FileMode.Open, FileAccess.ReadWrite);
        stream.Flush(flushToDisk: true);
        return to;
    }

    private void LinkPrevious(string kept)
    {
        var temporary = $"{PreviousLink}.{Guid.NewGuid():N}";
        File.CreateSymbolicLink(temporary, Path.GetFileName(kept));
        File.Move(temporary, PreviousLink, overwrite: true);
    }

    private string LibraryOf(string kept) => $"{Library}{kept[path.Length..]}";

    // Builds of one version that differ are told apart by their commits.
    private string KeptName()
    {
        var names = KeptNames(path, identity.Version, identity.Commit);
        return !File.Exists(names[0]) || Same(names[0], path) ? names[0] : names[1];
    }

    /// <summary>Where a build would be kept beside the executable at <paramref name="path"/>, the likelier place first.</summary>
    public static IReadOnlyList<string> KeptNames(string path, string version, string commit) => [$"{path}.{Word(version)}", $"{path}.{Word(version)}.{Word(commit)}"];

    private static string Word(string text) => string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '+' ? c : '_'));

    private static bool Same(string one, string other)
    {
        using var left = File.OpenRead(one);
        using var right = File.OpenRead(other);
        return left.Length == right.Length && System.Security.Cryptography.SHA256.HashData(left).AsSpan().SequenceEqual(System.Security.Cryptography.SHA256.HashData(right));
    }

    private T Try<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (UnauthorizedAccessException)
        {
            throw new CommandFault(ExitCodes.Folder, $"The user {Environment.UserName} may not write in '{_folder}', where the executable is. Run the command as the owner of that folder.");
        }
        catch (IOException e)
        {
            throw new CommandFault(ExitCodes.Folder, $"The executable in '{_folder}' cannot be replaced: {e.Message.TrimEnd('.')}. Check that the disk is neither full nor read-only.");
        }
    }
}
