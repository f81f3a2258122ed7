using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Http;

namespace HpcClient.Flywheel.Files.Upload;

/// <summary>A multipart form of metadata and files that streams from disk. Its length is known before, so servers need not buffer.</summary>
internal sealed class OutputForm : HttpContent
{
    private const int BlockBytes = 128 * 1024;
    private static readonly byte[] LineEnd = "\r\n"u8.ToArray();

    private readonly byte[] _metadata;
    private readonly List<(string Path, long Size, byte[] Head)> _files;
    private readonly byte[] _end;
    private readonly Deadline _deadline;
    private readonly TimeSpan _answerTimeout;

    /// <param name="files">Files.</param>
    /// <param name="metadata">JSON, or null.</param>
    /// <param name="options">Limits.</param>
    /// <param name="deadline">Pushed back by progress, and at the end set to the time that the answer may take.</param>
    /// <exception cref="LocalDiskException">A file is not there.</exception>
    /// <exception cref="SiteException">A file's name cannot be sent.</exception>
    public OutputForm(IReadOnlyList<OutputFile> files, string? metadata, SiteClientOptions options, Deadline deadline)
    {
        var boundary = $"fw-hpc-client-{Guid.NewGuid():N}";
        _metadata = metadata is null ? [] : FormParts.Text(boundary, "metadata", metadata);
        _files = [.. files.Select((file, index) => (file.Path, Length(file.Path), FormParts.File(boundary, index + 1, file.Name)))];
        _end = FormParts.End(boundary);
        _deadline = deadline;
        _answerTimeout = options.UploadAnswerTimeout;
        deadline.Restart(options.StallTimeout);
        Headers.ContentType = new MediaTypeHeaderValue("multipart/form-data") { Parameters = { new("boundary", boundary) } };
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _metadata.Length + _files.Sum(file => file.Head.Length + file.Size + LineEnd.Length) + _end.Length;
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            await stream.WriteAsync(_metadata, cancellationToken);
            foreach (var (path, size, head) in _files)
            {
                await stream.WriteAsync(head, cancellationToken);
                await CopyAsync(path, size, stream, buffer, cancellationToken);
                await stream.WriteAsync(LineEnd, cancellationToken);
            }

            await stream.WriteAsync(_end, cancellationToken);
            await stream.FlushAsync(cancellationToken);
            _deadline.Restart(_answerTimeout);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static long Length(string path)
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

    private async Task CopyAsync(string path, long size, Stream target, byte[] buffer, CancellationToken cancellationToken)
    {
        await using var file = Open(path);
        for (var left = size; left > 0;)
        {
            var count = await ReadAsync(file, path, buffer.AsMemory(0, (int)Math.Min(left, BlockBytes)), cancellationToken);
            await target.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            _deadline.Restart();
            left -= count;
        }
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new(path, new FileStreamOptions { BufferSize = 0, Options = FileOptions.Asynchronous | FileOptions.SequentialScan, Share = FileShare.ReadWrite });
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
