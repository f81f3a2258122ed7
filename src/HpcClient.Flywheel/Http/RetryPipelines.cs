using HpcClient.Flywheel.Errors;
using Polly;
using Polly.Retry;

namespace HpcClient.Flywheel.Http;

/// <summary>One retry pipeline per <see cref="RepeatRule"/>: exponential waits with jitter, or what the site asks for.</summary>
internal sealed class RetryPipelines(SiteClientOptions options, TimeProvider time)
{
    private readonly ResiliencePipeline _neverReached = Build(options, time, RepeatRule.NeverReached);
    private readonly ResiliencePipeline _idempotent = Build(options, time, RepeatRule.Idempotent);
    private readonly ResiliencePipeline _read = Build(options, time, RepeatRule.Read);

    public ResiliencePipeline For(RepeatRule rule) => rule switch
    {
        RepeatRule.Read => _read,
        RepeatRule.Idempotent => _idempotent,
        _ => _neverReached,
    };

    private static ResiliencePipeline Build(SiteClientOptions options, TimeProvider time, RepeatRule rule)
    {
        if (options.MaxAttempts <= 1)
        {
            return ResiliencePipeline.Empty;
        }

        return new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = options.MaxAttempts - 1,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = options.FirstRetryDelay,
                MaxDelay = options.MaxRetryDelay,
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is SiteException e && MayRepeat(e, rule)),
                DelayGenerator = arguments => ValueTask.FromResult(
                    arguments.Outcome.Exception is SiteException { RetryAfter: { } asked }
                        ? asked < options.MaxRetryDelay ? asked : options.MaxRetryDelay
                        : (TimeSpan?)null),
            })
            .Build();
    }

    private static bool MayRepeat(SiteException e, RepeatRule rule) => rule switch
    {
        RepeatRule.Read => e.MayPassLater || e.Fault == SiteFault.ServerError,
        RepeatRule.Idempotent => e.MayPassLater,
        _ => e.MayPassLater && e.NeverSent,
    };
}
