using HpcClient.Engine.Configuration;
using HpcClient.Engine.Stopping;
using HpcClient.Flywheel;
using HpcClient.Flywheel.Errors;
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

    private const int MaxRefusalsOfOneBatch = 3;
    private static readonly TimeSpan FirstRetryDelay = TimeSpan.FromSeconds(1);

    private static readonly SemaphoreSlim Never = new(0);
    private readonly SemaphoreSlim _flush = new(0);
    private volatile TaskCompletionSource? _flushed;
    private DateTimeOffset _lastContact = time.GetUtcNow();
    private TimeSpan _retryDelay = FirstRetryDelay;
    private int _refusals;

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

                if (!stop.NothingMoreForSite && time.GetUtcNow() - _lastContact >= limits.HeartbeatInterval)
                {
                    await OnceAsync(() => site.HeartbeatAsync(jobId, cancellationToken), cancellationToken);
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
            var (lines, bytes) = log.Spool.Peek(limits.MaxLogBatchBytes);
            if (await OnceAsync(() => site.AddLogsAsync(jobId, lines, cancellationToken), cancellationToken))
            {
                log.Spool.Forget(bytes);
                _refusals = 0;
            }
            else if (_refusals >= MaxRefusalsOfOneBatch)
            {
                log.Spool.Forget(bytes);
                _refusals = 0;
                log.Say($"The site would not take {bytes} bytes of the log; they are left out here.");
            }
        }
    }

    // One call; after a fault it waits, longer each time, so that a caller's loop tries again.
    private async Task<bool> OnceAsync(Func<Task> call, CancellationToken cancellationToken)
    {
        try
        {
            await call();
            _lastContact = time.GetUtcNow();
            _retryDelay = FirstRetryDelay;
            return true;
        }
        catch (SiteException e) when (e.Fault is SiteFault.Refused or SiteFault.NotFound)
        {
            await AskWhetherOverAsync(cancellationToken);
            _refusals++;
        }
        catch (SiteException e)
        {
            _refusals += e.Fault is SiteFault.Invalid ? 1 : 0;
        }

        if (!stop.NothingMoreForSite)
        {
            await WaitAsync(Never, _retryDelay, cancellationToken);
            _retryDelay = _retryDelay * 2 < limits.MaxRetryDelay ? _retryDelay * 2 : limits.MaxRetryDelay;
        }

        return false;
    }

    private async Task AskWhetherOverAsync(CancellationToken cancellationToken)
    {
        try
        {
            var job = await site.GetJobAsync(jobId, cancellationToken);
            if (Flywheel.Jobs.JobStates.IsFinal(job.State) && !stop.SawEnd(job.State))
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
