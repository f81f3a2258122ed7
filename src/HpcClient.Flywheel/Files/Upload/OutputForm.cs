using System.Net;
using System.Net.Http.Headers;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Http;

namespace HpcClient.Flywheel.Files.Upload;

/// <summary>A multipart form of metadata and files that streams from disk. Its length is known before, so servers need not buffer.</summary>
internal sealed class OutputForm : HttpContent
{
    private static readonly byte[] LineEnd = "\r\n"u8.ToArray();

    private readonly byte[] _metadata;
    private readonly List<(OutputFile File, long Size, byte[] Head)> _files;
    private readonly byte[] _end;
    private readonly SentHashes _hashes;
    private readonly Deadline _deadline;
    private readonly TimeSpan _answerTimeout;

    /// <param name="files">Files.</param>
    /// <param name="metadata">JSON, or null.</param>
    /// <param name="hashes">Told of what was sent.</param>
    /// <param name="options">Limits.</param>
    /// <param name="deadline">Pushed back by progress, and at the end set to the time that the answer may take.</param>
    /// <exception cref="LocalDiskException">A file is not there.</exception>
    /// <exception cref="SiteException">A file's name cannot be sent.</exception>
    public OutputForm(IReadOnlyList<OutputFile> files, string? metadata, SentHashes hashes, SiteClientOptions options, Deadline deadline)
    {
        var boundary = $"fw-hpc-client-{Guid.NewGuid():N}";
        _metadata = metadata is null ? [] : FormParts.Text(boundary, "metadata", metadata);
        _files = [.. files.Select((file, index) => (file, FileContent.Length(file.Path), FormParts.File(boundary, index + 1, file.Name)))];
        _end = FormParts.End(boundary);
        _hashes = hashes;
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
        await stream.WriteAsync(_metadata, cancellationToken);
        foreach (var (file, size, head) in _files)
        {
            await stream.WriteAsync(head, cancellationToken);
            _hashes.Note(file.Name, await FileContent.CopyAsync(file.Path, size, stream, _deadline, cancellationToken));
            await stream.WriteAsync(LineEnd, cancellationToken);
        }

        await stream.WriteAsync(_end, cancellationToken);
        await stream.FlushAsync(cancellationToken);
        _deadline.Restart(_answerTimeout);
    }
}
