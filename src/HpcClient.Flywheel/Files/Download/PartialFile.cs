using System.Security.Cryptography;
using HpcClient.Flywheel.Errors;

namespace HpcClient.Flywheel.Files.Download;

/// <summary>
/// What has arrived of a file so far, beside its place: an attempt that breaks leaves it to the next one, which goes on from
/// there where the server can.
/// </summary>
internal sealed class PartialFile : IDisposable
{
    private readonly DownloadRequest _request;
    private readonly string _temporary;
    private readonly IncrementalHash? _hash;
    private FileStream? _file;

    public PartialFile(DownloadRequest request)
    {
        _request = request;

        // A short name of its own: that of the file may be as long as a name can be.
        _temporary = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(request.Path))!, $".download-{Guid.NewGuid():N}");
        _hash = request.Sha384 is null ? null : IncrementalHash.CreateHash(HashAlgorithmName.SHA384);
    }

    /// <summary>Bytes that are here.</summary>
    public long Received { get; private set; }

    /// <summary>What the server calls this version of the file (a strong <c>ETag</c>), or null when it does not say.</summary>
    public string? Version { get; private set; }

    /// <summary>Whole size, once a server has told it.</summary>
    public long? Announced { get; private set; }

    /// <summary>
    /// Whether the next attempt may ask for the rest only: something must prove afterwards that both parts are of one file.
    /// </summary>
    public bool CanGoOn => Received > 0 && (Version is not null || _hash is not null);

    /// <summary>Forgets what is here: the content comes from its beginning.</summary>
    public void StartOver(long? announced, string? version)
    {
        (Received, Announced, Version) = (0, announced, version);
        _hash?.GetHashAndReset();
        _file ??= Create();
        _file.SetLength(0);
        _file.Position = 0;
    }

    /// <summary>Adds the next bytes. Disk and hash work side by side: either alone may be slower than the network.</summary>
    /// <exception cref="LocalDiskException">They do not fit.</exception>
    public async Task AddAsync(ReadOnlyMemory<byte> block, CancellationToken cancellationToken)
    {
        var hashing = _hash is null ? Task.CompletedTask : Task.Run(() => _hash.AppendData(block.Span), CancellationToken.None);
        try
        {
            await _file!.WriteAsync(block, cancellationToken);
        }
        catch (IOException e)
        {
            throw LocalDiskException.Writing(_request.Path, Needed, e);
        }
        finally
        {
            await hashing;
        }

        Received += block.Length;
    }

    /// <summary>All is here: puts the file into its place.</summary>
    /// <returns>False when its content is not what was expected; then it is forgotten.</returns>
    public bool Finish()
    {
        if (_hash is not null && Convert.ToHexStringLower(_hash.GetHashAndReset()) != _request.Sha384)
        {
            StartOver(null, null);
            return false;
        }

        try
        {
            // A network file system tells of a full disk or quota only now; closing the file would swallow it.
            _file!.Flush(flushToDisk: true);
        }
        catch (IOException e)
        {
            throw LocalDiskException.Writing(_request.Path, Needed, e);
        }

        _file.Dispose();
        File.Move(_temporary, _request.Path, overwrite: true);
        return true;
    }

    public void Dispose()
    {
        _hash?.Dispose();
        _file?.Dispose();
        if (File.Exists(_temporary))
        {
            File.Delete(_temporary);
        }
    }

    private long? Needed => Announced ?? _request.Size;

    private FileStream Create()
    {
        try
        {
            return new(_temporary, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw LocalDiskException.Writing(_request.Path, Needed, e);
        }
    }
}
