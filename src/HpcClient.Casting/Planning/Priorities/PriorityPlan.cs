using HpcClient.Flywheel.Jobs;
using HpcClient.Scheduling;
using HpcClient.Scheduling.Priorities;
using HpcClient.Settings.Cast;
using Microsoft.Extensions.Logging;

namespace HpcClient.Casting.Planning.Priorities;

/// <summary>Answers: which priority does the scheduler get, from our user, for the site's word? One for a sweep.</summary>
/// <param name="settings">Whether and how priorities are handed on.</param>
/// <param name="rule">What the scheduler takes.</param>
public sealed class PriorityPlan(CastSettings settings, IPriorityRule rule)
{
    private readonly UnmappedPriorities _unmapped = new();
    private PriorityScale? _scale;

    /// <summary>Whether priorities are handed on at all.</summary>
    public bool IsOn { get; } = settings.MapJobPriority && settings.FwPriorityMap.Count > 0;

    /// <summary>Why no job can be planned; null when all is well.</summary>
    public string? Fault { get; private set; }

    /// <summary>At the start of a sweep: asks the scheduler who we are only where that decides whether the settings are right.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        if (IsOn && !rule.FitsAnybody(Numbers))
        {
            await PrepareAsync(cancellationToken);
        }
    }

    /// <summary>Before a job is planned: asks the scheduler who we are, once.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (IsOn && _scale is null && Fault is null)
        {
            bool? mayRaise = settings.PriorityAs switch
            {
                PriorityAs.Priority => true,
                PriorityAs.Nice => false,
                _ => null,
            };
            (_scale, Fault) = await rule.ScaleAsync(Numbers, mayRaise, cancellationToken);
        }
    }

    /// <summary>Adds to <paramref name="request"/> what the scheduler is to get for its priority.</summary>
    public ResourceRequest Complete(ResourceRequest request, FlywheelJob job)
    {
        if (request.Priority is { } number && _scale is { } scale)
        {
            return request with { SchedulerPriority = scale.Priority(number), Nice = scale.Nice(number) };
        }

        if (IsOn && request.Priority is null && job.Priority is { } word)
        {
            _unmapped.Add(word);
        }

        return request;
    }

    /// <summary>Tells once which words of the site had no number.</summary>
    public void Warn(ILogger log)
    {
        if (_unmapped.Sentence() is { } sentence)
        {
            log.LogWarning("{Warning}", sentence);
        }
    }

    private List<int> Numbers => [.. settings.FwPriorityMap.Values];
}
