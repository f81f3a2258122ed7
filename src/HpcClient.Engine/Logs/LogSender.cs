using HpcClient.Engine.Configuration;
using HpcClient.Engine.Stopping;
using HpcClient.Flywheel;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Jobs;
using HpcClient.Settings.Records;

namespace HpcClient.Engine.Logs;

/// <summary>
/// Carries the log to the site in batches and lets the site know that the job lives. Delivery is at least once: a batch
/// whose answer was lost is sent again, so a line may appear twice after an outage, but none is missing.
/// </summary>
internal sealed class LogSender(SiteClient site, string jobId, JobLog log, EngineLimits limits, StopSource stop, TimeProvider time) : IDisposable
{
    /// <summary>A batch of this size does not wait for its time, in bytes.</summary>
    public const int EagerBytes = 48 * 1024;

    private const int PayloadTooLarge = 413;
    private static readonly TimeSpan FirstRetryDelay = TimeSpan.FromSeconds(1);

    private static readonly SemaphoreSlim Never = new(0);
    private readonly SemaphoreSlim _flush = new(0);
    private volatile TaskCompletionSource? _flushed;
    private readonly RefusedBatches _refused = new(limits.MaxLogBatchBytes);
    private DateTimeOffset _lastContact = time.GetUtcNow();
    private DateTimeOffset? _errorsSince;
    private TimeSpan _retryDelay = FirstRetryDelay;

    /// <summary>Whether the site takes no more of this log, although it takes other calls.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Sends, and lives, until cancelled or until there is nothing more for the site.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (!stop.NothingMoreForSite)
            {
                await WaitAsync(log.Work, limits.LogBatchAge, cancellationToken);
                log.EmitUnfinished();
                await SendAllAsync(cancellationToken);
                if (log.Spool.PendingBytes == 0)
                {
                    _flushed?.TrySetResult();
                }

                if (!await HeartbeatIfDueAsync(cancellationToken))
                {
                    await WaitForNextTryAsync(cancellationToken);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The job is over.
        }
        finally
        {
            _flushed?.TrySetResult();
        }
    }

    /// <summary>Waits until everything is sent, or until <paramref name="patience"/> is over; the sender must run.</summary>
    /// <returns>Whether all of it is on the site.</returns>
    public async Task<bool> FlushAsync(CancellationToken patience)
    {
        var flushed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _flushed = flushed;
        _flush.Release();
        try
        {
            if (log.Spool.PendingBytes > 0 && !stop.NothingMoreForSite)
            {
                await flushed.Task.WaitAsync(patience);
            }
        }
        catch (OperationCanceledException)
        {
            // Said by the answer.
        }

        return log.Spool.PendingBytes == 0;
    }

    // Until there is work, the time is over or somebody waits for the last line.
    private async Task WaitAsync(SemaphoreSlim work, TimeSpan longest, CancellationToken cancellationToken)
    {
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(work.WaitAsync(wait.Token), _flush.WaitAsync(wait.Token), Task.Delay(longest, time, wait.Token));
        await wait.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task SendAllAsync(CancellationToken cancellationToken)
    {
        while (!stop.NothingMoreForSite && log.Spool.PendingBytes > 0)
        {
            var (lines, bytes) = log.Spool.Peek(_refused.BatchBytes);
            if (IsClosed)
            {
                log.OnlyHere(lines);
                log.Spool.Forget(bytes);
                continue;
            }

            switch (await PostAsync(lines, cancellationToken))
            {
                case BatchOutcome.Taken:
                    log.Spool.Forget(bytes);
                    _refused.Taken();
                    break;
                case BatchOutcome.Later:
                    await WaitForNextTryAsync(cancellationToken);
                    await HeartbeatIfDueAsync(cancellationToken);
                    break;
                case var outcome:
                    await AfterRefusalAsync(outcome, lines, bytes, cancellationToken);
                    break;
            }
        }
    }

    private async Task AfterRefusalAsync(BatchOutcome outcome, IReadOnlyList<LogLine> lines, long bytes, CancellationToken cancellationToken)
    {
        switch (_refused.Refused(outcome == BatchOutcome.TooLarge))
        {
            case RefusedBatches.Next.LeaveOut:
                log.Spool.Forget(bytes);
                log.OnlyHere(lines);
                log.Say($"The site would not take {bytes} bytes of the log; they are left out here.");
                break;
            case RefusedBatches.Next.Close:
                log.Spool.Forget(bytes);
                log.OnlyHere(lines);
                IsClosed = true;
                log.Say("The site takes no more of this job's log, perhaps since it holds as much as a site keeps of one. The rest is only in the job's log on the cluster.");
                break;
            case RefusedBatches.Next.Again when outcome != BatchOutcome.TooLarge:
                await WaitForNextTryAsync(cancellationToken);
                break;
        }
    }

    private async Task<BatchOutcome> PostAsync(IReadOnlyList<LogLine> lines, CancellationToken cancellationToken)
    {
        try
        {
            await site.AddLogsAsync(jobId, lines, cancellationToken);
            (_lastContact, _retryDelay, _errorsSince) = (time.GetUtcNow(), FirstRetryDelay, null);
            return BatchOutcome.Taken;
        }
        catch (SiteException e) when (e.Status == PayloadTooLarge)
        {
            return BatchOutcome.TooLarge;
        }
        catch (SiteException e) when (e.Fault == SiteFault.Invalid)
        {
            return BatchOutcome.Refused;
        }
        catch (SiteException e) when (e.Fault is SiteFault.Refused or SiteFault.NotFound)
        {
            await AskWhetherOverAsync(cancellationToken);
            return BatchOutcome.Refused;
        }
        catch (SiteException e) when (e.Fault == SiteFault.ServerError)
        {
            // Of a log that has outgrown a document of its database a site of 2018 knows nothing better to say, for ever.
            _errorsSince ??= time.GetUtcNow();
            return time.GetUtcNow() - _errorsSince >= limits.LogErrorPatience && await HeartbeatAsync(cancellationToken) ? BatchOutcome.Refused : BatchOutcome.Later;
        }
        catch (SiteException)
        {
            return BatchOutcome.Later;
        }
    }

    /// <returns>False when it was due and the site did not take it.</returns>
    private async Task<bool> HeartbeatIfDueAsync(CancellationToken cancellationToken) =>
        stop.NothingMoreForSite || time.GetUtcNow() - _lastContact < limits.HeartbeatInterval || await HeartbeatAsync(cancellationToken);

    /// <returns>Whether the site took it.</returns>
    private async Task<bool> HeartbeatAsync(CancellationToken cancellationToken)
    {
        try
        {
            await site.HeartbeatAsync(jobId, cancellationToken);
            _lastContact = time.GetUtcNow();
            return true;
        }
        catch (SiteException e) when (e.Fault is SiteFault.Refused or SiteFault.NotFound)
        {
            await AskWhetherOverAsync(cancellationToken);
            return false;
        }
        catch (SiteException)
        {
            return false;
        }
    }

    // Longer each time, so that a caller's loop tries again.
    private async Task WaitForNextTryAsync(CancellationToken cancellationToken)
    {
        if (!stop.NothingMoreForSite)
        {
            await WaitAsync(Never, _retryDelay, cancellationToken);
            _retryDelay = _retryDelay * 2 < limits.MaxRetryDelay ? _retryDelay * 2 : limits.MaxRetryDelay;
        }
    }

    private async Task AskWhetherOverAsync(CancellationToken cancellationToken)
    {
        try
        {
            var job = await site.GetJobAsync(jobId, cancellationToken);
            if (JobStates.IsFinal(job.State) && !stop.SawEnd(job.State))
            {
                stop.Stop(new(EndedBy.Site, $"The site has set this job to '{job.StateWord}' while it ran here, so the gear was stopped and nothing was uploaded."));
            }
        }
        catch (SiteException e) when (e.Fault == SiteFault.NotFound)
        {
            stop.Stop(new(EndedBy.Site, "The site no longer has this job, so the gear was stopped and nothing was uploaded."));
        }
        catch (SiteException)
        {
            // No answer either: the next try asks again.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _flush.Dispose();
}
