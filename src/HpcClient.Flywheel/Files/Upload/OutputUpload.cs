using System.Text.Json.Nodes;
using HpcClient.Flywheel.Jobs;

namespace HpcClient.Flywheel.Files.Upload;

/// <summary>What a job leaves, and where it belongs.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Ticket">Its completion ticket; null to leave the job as it is.</param>
/// <param name="Destination">Container type (the <c>level</c>) and id.</param>
/// <param name="Files">Files.</param>
/// <param name="Metadata">Content of <c>.metadata.json</c>, or null.</param>
internal sealed record OutputUpload(string JobId, string? Ticket, ContainerReference Destination, IReadOnlyList<OutputFile> Files, JsonObject? Metadata)
{
    /// <summary>Query of <c>/engine</c>.</summary>
    public string Query
    {
        get
        {
            ArgumentException.ThrowIfNullOrEmpty(Destination.Type);
            ArgumentException.ThrowIfNullOrEmpty(Destination.Id);
            _ = JobIds.Path(JobId);
            return $"level={Uri.EscapeDataString(Destination.Type)}&id={Uri.EscapeDataString(Destination.Id)}&job={JobId}{(Ticket is null ? "" : $"&job_ticket={Uri.EscapeDataString(Ticket)}")}";
        }
    }
}
