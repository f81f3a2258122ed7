using System.Buffers;
using System.Security.Cryptography;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Http;

namespace HpcClient.Flywheel.Files.Upload;

/// <summary>Streams a file out and takes its hash on the way, so that what arrived can be compared with what was sent.</summary>
internal static class FileContent
{
    /// <summary>Bytes of one read.</summary>
    public const int BlockBytes = 256 * 1024;

    /// <summary>The file's size now.</summary>
    /// <exception cref="LocalDiskException">It is not there.</exception>
    public static long Length(string path)
    {
        try
        {
            return new FileInfo(path).Length;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw LocalDiskException.Reading(path, e);
        }
    }

    /// <summary>Copies <paramref name="size"/> bytes of the file at <paramref name="path"/> to <paramref name="target"/>.</summary>
    /// <returns>Their SHA-384, in lower-case hex.</returns>
    /// <exception cref="LocalDiskException">It cannot be read, or became shorter.</exception>
    public static async Task<string> CopyAsync(string path, long size, Stream target, Deadline deadline, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA384);
            await using var file = Open(path);
            for (var left = size; left > 0;)
            {
                var count = await ReadAsync(file, path, buffer.AsMemory(0, (int)Math.Min(left, BlockBytes)), cancellationToken);

                // Side by side: the hash alone may be slower than the network.
                var hashing = Task.Run(() => hash.AppendData(buffer, 0, count), CancellationToken.None);
                try
                {
                    await target.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
                }
                finally
                {
                    await hashing;
                }

                deadline.Restart();
                left -= count;
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new(path, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan, Share = FileShare.ReadWrite });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw LocalDiskException.Reading(path, e);
        }
    }

    private static async Task<int> ReadAsync(FileStream file, string path, Memory<byte> block, CancellationToken cancellationToken)
    {
        try
        {
            var count = await file.ReadAsync(block, cancellationToken);
            return count > 0 ? count : throw new IOException("it became shorter while it was sent");
        }
        catch (IOException e)
        {
            throw LocalDiskException.Reading(path, e);
        }
    }
}
