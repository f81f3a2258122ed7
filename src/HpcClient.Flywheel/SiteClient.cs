using System.Text.Json.Nodes;
using HpcClient.Flywheel.Access;
using HpcClient.Flywheel.Files;
using HpcClient.Flywheel.Gears;
using HpcClient.Flywheel.Groups;
using HpcClient.Flywheel.Jobs;

namespace HpcClient.Flywheel;

/// <summary>
/// The typed client of a site. Every method throws <see cref="Errors.SiteException"/> with one sentence when the site does
/// not do what was asked, after the retries that the call allows.
/// </summary>
public sealed class SiteClient : IDisposable
{
    /// <summary>Makes a client; nothing is sent before the first call, which logs in.</summary>
    public SiteClient(SiteAccess access, SiteClientOptions? options = null, TimeProvider? time = null) => throw new NotImplementedException();

    /// <summary>The site.</summary>
    public SiteAddress Address => throw new NotImplementedException();

    /// <summary>Logs in as the SDK does: <c>/auth/status</c>, then <c>/devices/ID</c> for the key. Idempotent.</summary>
    public Task LogInAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Lists jobs page by page; memory stays constant.</summary>
    public IAsyncEnumerable<ListedJob> FindJobsAsync(JobFilter filter, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>One job.</summary>
    public Task<FlywheelJob> GetJobAsync(string jobId, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>The job's <c>config.json</c> as bytes; may hold an API key.</summary>
    public Task<byte[]> GetJobConfigFileAsync(string jobId, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Changes a job's state; <paramref name="failureReason"/> only with failed.</summary>
    public Task SetJobStateAsync(string jobId, JobState state, string? failureReason, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Appends to a job's log; also a heartbeat. <see cref="Errors.SiteFault.Refused"/> means that the job is over.</summary>
    public Task AddLogsAsync(string jobId, IReadOnlyList<LogLine> lines, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Tells the site that the job lives. <see cref="Errors.SiteFault.Refused"/> means that the job is over.</summary>
    public Task HeartbeatAsync(string jobId, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Tells what runs the job.</summary>
    public Task SetProfileAsync(string jobId, JobProfile profile, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>One gear.</summary>
    public Task<GearDocument> GetGearAsync(string gearId, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>One group, or null when there is none.</summary>
    public Task<SiteGroup?> GetGroupAsync(string groupId, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Streams a file of a container to <paramref name="path"/>; checks size and hash when given.</summary>
    /// <param name="container">Container type and id, such as acquisition.</param>
    /// <param name="fileName">Name on the site.</param>
    /// <param name="path">Where it goes: written beside, then renamed.</param>
    /// <param name="expectedSize">Bytes, or null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task DownloadFileAsync(ContainerReference container, string fileName, string path, long? expectedSize, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>
    /// Streams an image from a gear's <c>rootfs-url</c> (absolute http(s), or a path of the site such as
    /// <c>/api/gears/temp/ID</c>) to <paramref name="path"/>. Our credential goes to the site only.
    /// </summary>
    public Task DownloadImageAsync(string url, string path, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Asks for a completion ticket, which shields the job from the orphan scan during the upload.</summary>
    public Task<string> PrepareCompleteAsync(string jobId, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Uploads a job's outputs and metadata (<c>POST /engine</c>, multipart, streamed).</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="ticket">Its completion ticket.</param>
    /// <param name="destination">Container type (the <c>level</c>) and id.</param>
    /// <param name="files">Files.</param>
    /// <param name="metadata">Content of <c>.metadata.json</c>, or null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What the site stored.</returns>
    public Task<IReadOnlyList<FileRecord>> UploadOutputsAsync(string jobId, string ticket, ContainerReference destination, IReadOnlyList<OutputFile> files, JsonObject? metadata, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Ends the job.</summary>
    public Task CompleteAsync(string jobId, string ticket, Completion completion, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotImplementedException();
}
