using System.Text.Json.Nodes;
using HpcClient.Flywheel.Access;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Files.Download;
using HpcClient.Flywheel.Files.Upload;
using HpcClient.Flywheel.Http;
using HpcClient.Flywheel.Jobs;
using HpcClient.Flywheel.Json;

namespace HpcClient.Flywheel.Files;

/// <summary>The calls that move files.</summary>
internal sealed class FileCalls(SiteAddress address, SiteClientOptions options, SiteCaller caller, FileDownload download, FormUpload form, SignedUpload signed)
{
    public async Task<IReadOnlyList<FileRecord>> ListAsync(ContainerReference container, CancellationToken cancellationToken) =>
        (await caller.CallAsync(SiteCall.Get(ContainerRoutes.Container(container)), FlywheelJson.Default.ContainerFiles, cancellationToken)).Files ?? [];

    public async Task DownloadAsync(
        ContainerReference container, string fileName, string path, long? expectedSize, string? expectedSha384, CancellationToken cancellationToken)
    {
        var route = ContainerRoutes.File(container, fileName);
        var request = new DownloadRequest(new(address.Api, route), path) { Size = expectedSize, Sha384 = expectedSha384 };
        if (options.DirectTransfers && await TicketAsync(route, cancellationToken) is { } ticket)
        {
            try
            {
                await download.SaveAsync(request with { Source = new(address.Api, $"{route}?ticket={Uri.EscapeDataString(ticket)}") }, cancellationToken);
                return;
            }
            catch (SiteException e) when (e.Fault is SiteFault.Refused or SiteFault.NotFound or SiteFault.NotAllowed)
            {
                // Tickets are bound to the address that asked: behind some networks none is good.
            }
        }

        await download.SaveAsync(request, cancellationToken);
    }

    public Task DownloadImageAsync(string url, string path, CancellationToken cancellationToken) =>
        download.SaveAsync(new(ImageSource.Read(url, address), path), cancellationToken);

    public async Task<IReadOnlyList<FileRecord>> UploadAsync(
        string jobId, string? ticket, ContainerReference destination, IReadOnlyList<OutputFile> files, JsonObject? metadata, CancellationToken cancellationToken)
    {
        if (files.Count == 0 && metadata is null)
        {
            return [];
        }

        var upload = new OutputUpload(jobId, ticket, destination, files, metadata);
        return (options.DirectTransfers ? await signed.SendAsync(upload, cancellationToken) : null)
            ?? await form.SendAsync(upload, cancellationToken);
    }

    private async Task<string?> TicketAsync(string route, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await caller.CallAsync(SiteCall.Get(route) with { Query = "ticket=" }, FlywheelJson.Default.JsonObject, cancellationToken);
            return answer["ticket"] is JsonValue value && value.TryGetValue(out string? ticket) && ticket.Length > 0 ? ticket : null;
        }
        catch (SiteException e) when (!e.MayPassLater)
        {
            return null;
        }
    }
}
