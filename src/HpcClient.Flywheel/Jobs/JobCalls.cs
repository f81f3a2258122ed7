using System.Text.Json.Nodes;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Http;
using HpcClient.Flywheel.Json;

namespace HpcClient.Flywheel.Jobs;

/// <summary>The calls about one job.</summary>
internal sealed class JobCalls(SiteCaller caller)
{
    private volatile bool _noHeartbeatRoute;

    public async Task<FlywheelJob> GetAsync(string jobId, CancellationToken cancellationToken)
    {
        var call = SiteCall.Get(JobIds.Path(jobId));
        var job = await caller.CallAsync(call, FlywheelJson.Default.FlywheelJob, cancellationToken);
        return job.Id == jobId ? job : throw caller.Unreadable(call, $"it is about another job ('{(JobIds.IsValid(job.Id) ? job.Id : "without id")}')");
    }

    public async Task<byte[]> ConfigFileAsync(string jobId, CancellationToken cancellationToken) =>
        (await caller.CallAsync(SiteCall.Get($"{JobIds.Path(jobId)}/config.json"), cancellationToken)).ToArray();

    public async Task SetStateAsync(string jobId, JobState state, string? failureReason, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfEqual((int)state, (int)JobState.Unknown, nameof(state));
        var change = new JsonObject { ["state"] = state.Word() };
        if (failureReason is not null)
        {
            change["failure_reason"] = failureReason;
        }

        await PutAsync(JobIds.Path(jobId), change, RepeatRule.NeverReached, cancellationToken);
    }

    public async Task AddLogsAsync(string jobId, IReadOnlyList<LogLine> lines, CancellationToken cancellationToken)
    {
        if (lines.Count > 0)
        {
            await caller.CallAsync(
                new(HttpMethod.Post, $"{JobIds.Path(jobId)}/logs", RepeatRule.NeverReached)
                {
                    Body = SiteCaller.Json(lines, FlywheelJson.Default.IReadOnlyListLogLine),
                },
                cancellationToken);
        }
    }

    /// <summary>Older sites have no route of its own for this; there any change of the job is a heartbeat, also an empty one.</summary>
    public async Task HeartbeatAsync(string jobId, CancellationToken cancellationToken)
    {
        if (!_noHeartbeatRoute)
        {
            try
            {
                await PutAsync($"{JobIds.Path(jobId)}/heartbeat", [], RepeatRule.Idempotent, cancellationToken);
                return;
            }
            catch (SiteException e) when (e.Fault == SiteFault.NotFound)
            {
                // No such route, or no such job: the older way tells which.
            }
        }

        try
        {
            await PutAsync(JobIds.Path(jobId), [], RepeatRule.Idempotent, cancellationToken);
            _noHeartbeatRoute = true;
        }
        catch (SiteException e) when (e.Fault == SiteFault.Refused)
        {
            _noHeartbeatRoute = true;
            throw;
        }
    }

    public async Task SetProfileAsync(string jobId, JobProfile profile, CancellationToken cancellationToken) =>
        await caller.CallAsync(
            new(HttpMethod.Put, $"{JobIds.Path(jobId)}/profile", RepeatRule.Idempotent)
            {
                Body = SiteCaller.Json(profile, FlywheelJson.Default.JobProfile),
            },
            cancellationToken);

    public Task<string> PrepareCompleteAsync(string jobId, CancellationToken cancellationToken) => PrepareCompleteAsync(jobId, [], cancellationToken);

    public Task<string> PrepareCompleteAsync(string jobId, CompletionNote note, CancellationToken cancellationToken) =>
        PrepareCompleteAsync(jobId, new JsonObject { ["success"] = note.Success, ["elapsed"] = (long)note.Elapsed.TotalSeconds }, cancellationToken);

    private async Task<string> PrepareCompleteAsync(string jobId, JsonObject body, CancellationToken cancellationToken)
    {
        // A body, though empty: HttpClient resends a POST without one by itself when a kept connection turns out closed.
        var call = new SiteCall(HttpMethod.Post, $"{JobIds.Path(jobId)}/prepare-complete", RepeatRule.NeverReached)
        {
            Body = SiteCaller.Json(body, FlywheelJson.Default.JsonObject),
        };
        var answer = await caller.CallAsync(call, FlywheelJson.Default.JsonNode, cancellationToken);
        return answer is JsonObject fields && fields["ticket"] is JsonValue value && value.TryGetValue<string>(out var ticket) && ticket.Length > 0
            ? ticket
            : throw caller.Unreadable(call, "it holds no 'ticket'");
    }

    public async Task CompleteAsync(string jobId, string ticket, Completion completion, CancellationToken cancellationToken) =>
        await caller.CallAsync(
            new(HttpMethod.Post, $"{JobIds.Path(jobId)}/complete", RepeatRule.NeverReached)
            {
                Query = $"job_ticket_id={Uri.EscapeDataString(ticket)}",
                Body = SiteCaller.Json(completion, FlywheelJson.Default.Completion),
            },
            cancellationToken);

    public async Task<string> RetryAsync(string jobId, CancellationToken cancellationToken)
    {
        var call = new SiteCall(HttpMethod.Post, $"{JobIds.Path(jobId)}/retry", RepeatRule.NeverReached)
        {
            // Jobs that were cancelled are run again only when asked so.
            Query = "ignoreState=true",
            Body = SiteCaller.Json(new JsonObject(), FlywheelJson.Default.JsonObject),
        };
        var answer = await caller.CallAsync(call, FlywheelJson.Default.JsonNode, cancellationToken);
        return answer is JsonObject fields && fields["_id"] is JsonValue value && value.TryGetValue<string>(out var id) && JobIds.IsValid(id)
            ? id
            : throw caller.Unreadable(call, "it does not name the new job");
    }

    private async Task PutAsync(string path, JsonObject body, RepeatRule repeat, CancellationToken cancellationToken) =>
        await caller.CallAsync(new(HttpMethod.Put, path, repeat) { Body = SiteCaller.Json(body, FlywheelJson.Default.JsonObject) }, cancellationToken);
}
