using System.Text.Json.Nodes;
using HpcClient.Flywheel.Access;
using HpcClient.Flywheel.Access.Network;
using HpcClient.Flywheel.Files;
using HpcClient.Flywheel.Gears;
using HpcClient.Flywheel.Groups;
using HpcClient.Flywheel.Http;
using HpcClient.Flywheel.Jobs;
using HpcClient.Flywheel.Jobs.Listing;

namespace HpcClient.Flywheel;

/// <summary>
/// The typed client of a site. Every method throws <see cref="Errors.SiteException"/> with one sentence when the site does
/// not do what was asked, after the retries that the call allows.
/// </summary>
public sealed class SiteClient : IJobSite, IDisposable
{
    private readonly Transport _transport;
    private readonly SiteSession _session;
    private readonly RetryPipelines _retry;
    private readonly JobListing _listing;
    private readonly JobCalls _jobs;
    private readonly ClaimCalls _claims;
    private readonly GearCalls _gears;
    private readonly GroupCalls _groups;
    private readonly FileCalls _files;
    private readonly SiteClock _clock;

    /// <summary>Makes a client; nothing is sent before the first call, which logs in.</summary>
    public SiteClient(SiteAccess access, SiteClientOptions? options = null, TimeProvider? time = null)
    {
        var limits = options ?? new();
        var clock = time ?? TimeProvider.System;
        var mask = new SecretMask();
        Address = access.Address;
        _transport = new(limits, access.Network);
        _retry = new(limits, clock);
        _clock = new(clock);
        var rules = new SiteRules(_retry, new(mask, _transport, clock), clock, _clock);
        _session = new(new(access, limits, _transport, mask, rules), limits.GenerationFound);
        var sender = new AuthorizedSender(_transport, _session);
        var caller = new SiteCaller(Address, limits, sender, _transport, rules);
        _listing = new(caller, limits);
        _jobs = new(caller);
        _claims = new(caller);
        _gears = new(caller);
        _groups = new(caller);
        _files = new(
            Address, limits, caller, new(Address, limits, sender, _transport, rules), new(limits, caller), new(Address, limits, caller, _transport, rules));
    }

    /// <summary>The site.</summary>
    public SiteAddress Address { get; }

    /// <summary>What the site showed as its certificate; null before the first connection, and where there is no TLS.</summary>
    public SeenCertificate? Certificate => _transport.CertificateOf(Address.Host);

    /// <summary>Logs in as the SDK does: <c>/auth/status</c>, then <c>/devices/ID</c> for the key. Idempotent.</summary>
    public async Task LogInAsync(CancellationToken cancellationToken) =>
        await _retry.For(RepeatRule.NeverReached).ExecuteAsync(
            static async (session, token) => await session.CurrentAsync(token), _session, cancellationToken);

    /// <inheritdoc/>
    public async Task<ApiGeneration> FindGenerationAsync(CancellationToken cancellationToken) =>
        await _retry.For(RepeatRule.NeverReached).ExecuteAsync(
            static async (session, token) => await session.GenerationAsync(token), _session, cancellationToken);

    /// <inheritdoc/>
    public async Task<FlywheelJob?> ClaimNextJobAsync(ClaimFilter filter, bool peek, CancellationToken cancellationToken) =>
        await FindGenerationAsync(cancellationToken) == ApiGeneration.Core2018
            ? await _claims.NextAsync(filter, peek, cancellationToken)
            : await _claims.AskAsync(filter, peek, cancellationToken);

    /// <inheritdoc/>
    public TimeSpan ClockOffset => _clock.Offset;

    /// <inheritdoc/>
    public IAsyncEnumerable<ListedJob> FindJobsAsync(JobFilter filter, CancellationToken cancellationToken) => _listing.FindAsync(filter, cancellationToken);

    /// <inheritdoc/>
    public Task<FlywheelJob> GetJobAsync(string jobId, CancellationToken cancellationToken) => _jobs.GetAsync(jobId, cancellationToken);

    /// <summary>The job's <c>config.json</c> as bytes; may hold an API key.</summary>
    public Task<byte[]> GetJobConfigFileAsync(string jobId, CancellationToken cancellationToken) => _jobs.ConfigFileAsync(jobId, cancellationToken);

    /// <inheritdoc/>
    public Task SetJobStateAsync(string jobId, JobState state, string? failureReason, CancellationToken cancellationToken) =>
        _jobs.SetStateAsync(jobId, state, failureReason, cancellationToken);

    /// <inheritdoc/>
    public Task AddLogsAsync(string jobId, IReadOnlyList<LogLine> lines, CancellationToken cancellationToken) =>
        _jobs.AddLogsAsync(jobId, lines, cancellationToken);

    /// <inheritdoc/>
    public Task HeartbeatAsync(string jobId, CancellationToken cancellationToken) => _jobs.HeartbeatAsync(jobId, cancellationToken);

    /// <inheritdoc/>
    public Task<string> RetryJobAsync(string jobId, CancellationToken cancellationToken) => _jobs.RetryAsync(jobId, cancellationToken);

    /// <summary>Tells what runs the job.</summary>
    public Task SetProfileAsync(string jobId, JobProfile profile, CancellationToken cancellationToken) =>
        _jobs.SetProfileAsync(jobId, profile, cancellationToken);

    /// <inheritdoc/>
    public Task<GearDocument> GetGearAsync(string gearId, CancellationToken cancellationToken) => _gears.GetAsync(gearId, cancellationToken);

    /// <summary>The newest version of the gear <paramref name="name"/>, or the one asked for; none when the site has none.</summary>
    public Task<IReadOnlyList<GearDocument>> FindGearsAsync(string name, string? version, CancellationToken cancellationToken) =>
        _gears.FindAsync(name, version, cancellationToken);

    /// <inheritdoc/>
    public Task<SiteGroup?> GetGroupAsync(string groupId, CancellationToken cancellationToken) => _groups.GetAsync(groupId, cancellationToken);

    /// <summary>The files of a container, as the site has them now.</summary>
    public Task<IReadOnlyList<FileRecord>> ListFilesAsync(ContainerReference container, CancellationToken cancellationToken) =>
        _files.ListAsync(container, cancellationToken);

    /// <summary>
    /// Streams a file of a container to <paramref name="path"/>; checks size and hash when given. A stream that breaks goes
    /// on where it broke if the site gives parts of files.
    /// </summary>
    /// <param name="container">Container type and id, such as acquisition.</param>
    /// <param name="fileName">Name on the site.</param>
    /// <param name="path">Where it goes: written beside, then renamed.</param>
    /// <param name="expectedSize">Bytes, or null.</param>
    /// <param name="expectedSha384">SHA-384 of the content, lower-case hex (<see cref="FileRecord.Sha384"/>), or null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task DownloadFileAsync(
        ContainerReference container, string fileName, string path, long? expectedSize, string? expectedSha384, CancellationToken cancellationToken) =>
        _files.DownloadAsync(container, fileName, path, expectedSize, expectedSha384, cancellationToken);

    /// <summary>The same without a hash.</summary>
    public Task DownloadFileAsync(ContainerReference container, string fileName, string path, long? expectedSize, CancellationToken cancellationToken) =>
        _files.DownloadAsync(container, fileName, path, expectedSize, null, cancellationToken);

    /// <summary>
    /// Streams an image from a gear's <c>rootfs-url</c> (absolute http(s), or a path of the site such as
    /// <c>/api/gears/temp/ID</c>) to <paramref name="path"/>. Our credential goes to the site only.
    /// </summary>
    public Task DownloadImageAsync(string url, string path, CancellationToken cancellationToken) =>
        _files.DownloadImageAsync(url, path, cancellationToken);

    /// <summary>Asks for a completion ticket, which shields the job from the orphan scan during the upload.</summary>
    public Task<string> PrepareCompleteAsync(string jobId, CancellationToken cancellationToken) => _jobs.PrepareCompleteAsync(jobId, cancellationToken);

    /// <summary>The same on a site of 2018, which wants to know then how the job ended.</summary>
    public Task<string> PrepareCompleteAsync(string jobId, CompletionNote note, CancellationToken cancellationToken) =>
        _jobs.PrepareCompleteAsync(jobId, note, cancellationToken);

    /// <summary>
    /// Uploads a job's outputs and metadata (<c>POST /engine</c>), streamed: with <see cref="SiteClientOptions.DirectTransfers"/>
    /// to signed addresses where the site gives them, else in one multipart form. What the site says that it stored is
    /// compared with what was sent.
    /// </summary>
    /// <param name="jobId">The job.</param>
    /// <param name="ticket">Its completion ticket, which on a site of 2018 ends the job; null to leave the job as it is.</param>
    /// <param name="destination">Container type (the <c>level</c>) and id.</param>
    /// <param name="files">Files.</param>
    /// <param name="metadata">Content of <c>.metadata.json</c>, or null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What the site stored.</returns>
    public Task<IReadOnlyList<FileRecord>> UploadOutputsAsync(
        string jobId, string? ticket, ContainerReference destination, IReadOnlyList<OutputFile> files, JsonObject? metadata, CancellationToken cancellationToken) =>
        _files.UploadAsync(jobId, ticket, destination, files, metadata, cancellationToken);

    /// <summary>Ends the job.</summary>
    public Task CompleteAsync(string jobId, string ticket, Completion completion, CancellationToken cancellationToken) =>
        _jobs.CompleteAsync(jobId, ticket, completion, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        _session.Dispose();
        _transport.Dispose();
    }
}
