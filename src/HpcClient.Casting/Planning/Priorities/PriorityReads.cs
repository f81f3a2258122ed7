using System.Runtime.CompilerServices;
using HpcClient.Casting.Selection;
using HpcClient.Flywheel;
using HpcClient.Flywheel.Errors;
using Microsoft.Extensions.Logging;

namespace HpcClient.Casting.Planning.Priorities;

/// <summary>
/// Asks the site for the priorities that its list leaves out, some jobs at a time and only those that are about to be
/// planned. The Python client read every job of every sweep, one after the other.
/// </summary>
/// <param name="site">The site.</param>
/// <param name="log">Hears of jobs whose priority could not be had.</param>
public sealed class PriorityReads(IJobSite site, ILogger log)
{
    /// <summary>Reads at one time.</summary>
    public const int Concurrency = 8;

    private int _waiting;
    private int _without;
    private string? _firstReason;

    /// <summary>Passes jobs on in their order; those that <paramref name="needs"/> chooses have their priority then, if the site told it.</summary>
    /// <returns>Each job, and whether it must wait because its priority may be had later.</returns>
    /// <exception cref="SiteException">The site is away altogether.</exception>
    public async IAsyncEnumerable<(Candidate Candidate, bool Waits)> CompleteAsync(
        IAsyncEnumerable<Candidate> jobs, Func<Candidate, bool> needs, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var window = new List<Candidate>();
        await foreach (var job in jobs.WithCancellation(cancellationToken))
        {
            if (job.Job.TellsPriority || !needs(job))
            {
                // Nothing to ask: its place in the order does not matter to the others.
                yield return (job, false);
                continue;
            }

            window.Add(job);
            if (window.Count == Concurrency)
            {
                foreach (var answer in await ReadAsync(window, cancellationToken))
                {
                    yield return answer;
                }

                window.Clear();
            }
        }

        foreach (var answer in await ReadAsync(window, cancellationToken))
        {
            yield return answer;
        }
    }

    /// <summary>Tells once what could not be read.</summary>
    public void Warn()
    {
        if (_waiting > 0)
        {
            log.LogWarning("The priority of {Waiting} jobs could not be read; they wait for the next sweep. The first: {Reason}", _waiting, _firstReason);
        }

        if (_without > 0)
        {
            log.LogWarning("The site does not tell the priority of {Without} jobs; they go without one. The first: {Reason}", _without, _firstReason);
        }
    }

    private async Task<IReadOnlyList<(Candidate Candidate, bool Waits)>> ReadAsync(List<Candidate> window, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(window.Select(job => ReadAsync(job, cancellationToken)));
        if (answers.Length > 0 && answers.All(answer => answer.Fault is { MayPassLater: true }))
        {
            // Not these jobs but the site: the sweep ends as it would if the list could not be read.
            throw answers[0].Fault!;
        }

        return [.. answers.Select(answer => (answer.Candidate, TakeIn(answer.Fault)))];
    }

    private async Task<(Candidate Candidate, SiteException? Fault)> ReadAsync(Candidate job, CancellationToken cancellationToken)
    {
        try
        {
            var whole = await site.GetJobAsync(job.Id, cancellationToken);
            return (job with { Job = job.Job with { Priority = whole.Priority } }, null);
        }
        catch (SiteException e)
        {
            return (job, e);
        }
    }

    private bool TakeIn(SiteException? fault)
    {
        if (fault is null)
        {
            return false;
        }

        _firstReason ??= fault.Message;

        // A job that is gone meanwhile is not to be submitted either.
        var waits = fault.MayPassLater || fault.Fault == SiteFault.NotFound;
        _waiting += waits ? 1 : 0;
        _without += waits ? 0 : 1;
        return waits;
    }
}
