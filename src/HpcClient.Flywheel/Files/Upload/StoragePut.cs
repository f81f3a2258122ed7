using System.Net;
using System.Net.Http.Headers;
using HpcClient.Flywheel.Http;

namespace HpcClient.Flywheel.Files.Upload;

/// <summary>The body of one file on its way to a storage.</summary>
internal sealed class StoragePut : HttpContent
{
    private readonly OutputFile _file;
    private readonly long _size;
    private readonly SentHashes _hashes;
    private readonly Deadline _deadline;
    private readonly TimeSpan _answerTimeout;

    public StoragePut(OutputFile file, SentHashes hashes, SiteClientOptions options, Deadline deadline)
    {
        _file = file;
        _size = FileContent.Length(file.Path);
        _hashes = hashes;
        _deadline = deadline;
        _answerTimeout = options.UploadAnswerTimeout;
        deadline.Restart(options.StallTimeout);
        Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _size;
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        _hashes.Note(_file.Name, await FileContent.CopyAsync(_file.Path, _size, stream, _deadline, cancellationToken));
        await stream.FlushAsync(cancellationToken);
        _deadline.Restart(_answerTimeout);
    }
}
