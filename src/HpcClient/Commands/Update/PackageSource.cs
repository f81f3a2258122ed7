using HpcClient.Commands.Site;

namespace HpcClient.Commands.Update;

/// <summary>Where a package comes from, and whether it is the one that was meant.</summary>
/// <param name="from">Path of a file, or an https address.</param>
/// <param name="sha256">The checksum that it must have; null to look for a list beside it.</param>
internal sealed class PackageSource(string from, string? sha256)
{
    /// <summary>Whether the package's checksum was compared with one that was given or lay beside it.</summary>
    public bool Checked { get; private set; }

    /// <summary>Brings the package into <paramref name="folder"/>, or leaves it where it is, and checks it.</summary>
    /// <returns>Its path.</returns>
    /// <exception cref="CommandFault">It cannot be had, or it is another one.</exception>
    public async Task<string> FetchAsync(string folder, CancellationToken cancellationToken)
    {
        if (sha256 is not null && !Checksum.IsOne(sha256))
        {
            throw new CommandFault(ExitCodes.Usage, "--sha256 wants the 64 hexadecimal digits that sha256sum prints.");
        }

        var (path, expected) = from.Contains("://", StringComparison.Ordinal)
            ? await DownloadAsync(folder, cancellationToken)
            : await LocalAsync(cancellationToken);
        if (expected is null)
        {
            return path;
        }

        var found = await Checksum.OfAsync(path, cancellationToken);
        if (!string.Equals(found, expected, StringComparison.OrdinalIgnoreCase))
        {
            throw new CommandFault(ExitCodes.Failure, $"The package has the SHA-256 {found}, not {expected.ToLowerInvariant()}: it is damaged or another one. Nothing was changed; get it anew.");
        }

        Checked = true;
        return path;
    }

    private async Task<(string Path, string? Expected)> DownloadAsync(string folder, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(from, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps)
        {
            throw new CommandFault(ExitCodes.Usage, "--from wants a file or an address with https://: over anything else the package could be changed on its way.");
        }

        using var download = new PackageDownload();
        var expected = sha256;
        if (expected is null)
        {
            var list = Path.Combine(folder, Checksum.ListName);
            await download.SaveAsync(new(address, Checksum.ListName), list, cancellationToken);
            var name = Uri.UnescapeDataString(address.Segments[^1]);
            expected = Checksum.Find(await File.ReadAllTextAsync(list, cancellationToken), name)
                ?? throw new CommandFault(ExitCodes.Failure, $"{Checksum.ListName} beside the package does not name '{name}'. Give the checksum with --sha256.");
        }

        var path = Path.Combine(folder, "package");
        await download.SaveAsync(address, path, cancellationToken);
        return (path, expected);
    }

    private async Task<(string Path, string? Expected)> LocalAsync(CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(from);
        if (!File.Exists(path))
        {
            throw new CommandFault(ExitCodes.Failure, $"There is no file '{path}'. Name the tar.gz or the executable with --from.");
        }

        var list = Path.Combine(Path.GetDirectoryName(path)!, Checksum.ListName);
        try
        {
            return (path, sha256 ?? (File.Exists(list) ? Checksum.Find(await File.ReadAllTextAsync(list, cancellationToken), Path.GetFileName(path)) : null));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandFault(ExitCodes.Failure, $"'{list}' cannot be read: {e.Message.TrimEnd('.')}. Make it readable, or give the checksum with --sha256.");
        }
    }
}
