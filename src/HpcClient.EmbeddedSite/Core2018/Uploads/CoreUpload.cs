using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Json;

namespace HpcClient.EmbeddedSite.Core2018.Uploads;

/// <summary>Where an upload goes and what it ends.</summary>
/// <param name="Level">Kind of the container.</param>
/// <param name="Container">Its id.</param>
/// <param name="Job">The job, or null.</param>
/// <param name="Ticket">What the job's ticket says, <c>success</c> and <c>elapsed</c>; null when the upload ends nothing.</param>
internal sealed record CoreUpload(string Level, string Container, string? Job, JsonObject? Ticket)
{
    public bool Failed => Ticket is { } ticket && ticket.Flag("success") != true;
}
