namespace HpcClient.Settings.Policies;

/// <summary><c>on_end</c> of cast.yml: a policy for each cause. What is not named is reported.</summary>
public sealed record EndPolicies
{
    /// <summary>The policies that were given.</summary>
    public IReadOnlyDictionary<PolicyCause, EndPolicy> Given { get; init; } = new Dictionary<PolicyCause, EndPolicy>();

    /// <summary>What is done for <paramref name="cause"/>; reporting is the default.</summary>
    public EndPolicy For(PolicyCause cause) => Given.GetValueOrDefault(cause, EndPolicy.Report);
}
