using HpcClient.Flywheel.Http;
using HpcClient.Flywheel.Json;

namespace HpcClient.Flywheel.Files.Upload;

/// <summary>Uploads everything in one multipart form, which every generation of sites takes: all of it is stored, or nothing.</summary>
internal sealed class FormUpload(SiteClientOptions options, SiteCaller caller)
{
    public async Task<IReadOnlyList<FileRecord>> SendAsync(OutputUpload upload, CancellationToken cancellationToken)
    {
        var text = upload.Metadata?.ToJsonString();
        var hashes = new SentHashes();
        var call = new SiteCall(HttpMethod.Post, "engine", RepeatRule.NeverReached)
        {
            Query = upload.Query,
            Body = deadline => new OutputForm(upload.Files, text, hashes, options, deadline),
            AskFirst = true,
        };
        var answer = await caller.CallAsync(call, cancellationToken);
        if (answer.Length == 0)
        {
            return [];
        }

        var stored = caller.Read(call, answer, FlywheelJson.Default.IReadOnlyListFileRecord);
        hashes.Compare(stored);
        return stored;
    }
}
