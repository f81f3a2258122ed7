using System.Text.Json.Nodes;
using HpcClient.Flywheel.Access;
using HpcClient.Flywheel.Files.Download;
using HpcClient.Flywheel.Files.Upload;
using HpcClient.Flywheel.Http;
using HpcClient.Flywheel.Jobs;
using HpcClient.Flywheel.Json;

namespace HpcClient.Flywheel.Files;

/// <summary>The calls that move files.</summary>
internal sealed class FileCalls(SiteAddress address, SiteClientOptions options, SiteCaller caller, FileDownload download)
{
    public Task DownloadAsync(ContainerReference container, string fileName, string path, long? expectedSize, CancellationToken cancellationToken) =>
        download.SaveAsync(new(address.Api, ContainerRoutes.File(container, fileName)), path, expectedSize, cancellationToken);

    public Task DownloadImageAsync(string url, string path, CancellationToken cancellationToken) =>
        download.SaveAsync(ImageSource.Read(url, address), path, null, cancellationToken);

    public async Task<IReadOnlyList<FileRecord>> UploadAsync(
        string jobId, string? ticket, ContainerReference destination, IReadOnlyList<OutputFile> files, JsonObject? metadata, CancellationToken cancellationToken)
    {
        if (files.Count == 0 && metadata is null)
        {
            return [];
        }

        ArgumentException.ThrowIfNullOrEmpty(destination.Type, nameof(destination));
        ArgumentException.ThrowIfNullOrEmpty(destination.Id, nameof(destination));
        _ = JobIds.Path(jobId);
        var text = metadata?.ToJsonString();
        var call = new SiteCall(HttpMethod.Post, "engine", RepeatRule.NeverReached)
        {
            Query = $"level={Uri.EscapeDataString(destination.Type)}&id={Uri.EscapeDataString(destination.Id)}&job={jobId}{(ticket is null ? "" : $"&job_ticket={Uri.EscapeDataString(ticket)}")}",
            Body = deadline => new OutputForm(files, text, options, deadline),
            AskFirst = true,
        };
        var answer = await caller.CallAsync(call, cancellationToken);
        return answer.Length == 0 ? [] : caller.Read(call, answer, FlywheelJson.Default.IReadOnlyListFileRecord);
    }
}
