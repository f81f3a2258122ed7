namespace HpcClient.Flywheel.Http;

/// <summary>What all calls share: when to repeat, how to name a refusal, whose clock.</summary>
/// <param name="Retry">When to repeat.</param>
/// <param name="Faults">How to name a refusal.</param>
/// <param name="Time">Whose clock.</param>
/// <param name="Clock">What is known of the site's clock.</param>
internal sealed record SiteRules(RetryPipelines Retry, AnswerFaults Faults, TimeProvider Time, SiteClock Clock);
