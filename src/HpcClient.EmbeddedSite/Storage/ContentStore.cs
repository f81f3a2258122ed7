using System.Buffers;
using System.Security.Cryptography;

namespace HpcClient.EmbeddedSite.Storage;

/// <summary>Bytes of files, streamed in and out, named on disk by their SHA-384 only: no name from outside reaches the file system.</summary>
internal sealed class ContentStore(DataFolder folder)
{
    private const int BufferBytes = 128 * 1024;

    public async Task<StoredContent> WriteAsync(Stream source, CancellationToken cancellationToken)
    {
        var incoming = Path.Combine(folder.Incoming, Guid.NewGuid().ToString("N"));
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA384);
            long size = 0;
            await using (var file = new FileStream(incoming, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                BufferSize = 0,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }))
            {
                int count;
                while ((count = await source.ReadAsync(buffer.AsMemory(0, BufferBytes), cancellationToken)) > 0)
                {
                    hash.AppendData(buffer, 0, count);
                    await file.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
                    size += count;
                }
            }

            var content = new StoredContent(Convert.ToHexStringLower(hash.GetHashAndReset()), size);
            Directory.CreateDirectory(Path.GetDirectoryName(PathOf(content.Sha384))!);
            File.Move(incoming, PathOf(content.Sha384), overwrite: true);
            return content;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            File.Delete(incoming);
        }
    }

    public string PathOf(string sha384) => Path.Combine(folder.Files, sha384[..2], sha384);

    /// <summary>Removes what uploads left that were cut off by the end of the last server.</summary>
    public void Clean()
    {
        foreach (var file in Directory.EnumerateFiles(folder.Incoming))
        {
            File.Delete(file);
        }
    }
}
