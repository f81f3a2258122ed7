using HpcClient.Scheduling;
using HpcClient.Settings.Resources;

namespace HpcClient.Casting.Planning.Resources;

/// <summary>
/// Which partition, account, QOS or constraint a job may ask for: what the admin lists, letter for letter, so nothing
/// that a user wrote ever stands in a script.
/// </summary>
/// <param name="kind">Which of them.</param>
/// <param name="names">How it is asked for.</param>
/// <param name="allowed">The admin's list.</param>
/// <param name="offers">What reaches the scheduler.</param>
internal sealed class NamedRule(ResourceKinds kind, ResourceNames names, IReadOnlyList<string> allowed, ScriptOffers offers)
{
    /// <summary>Most names that a refusal lists.</summary>
    private const int MaxListed = 20;

    public Reading<string> Read(AskedResource asked)
    {
        if (!asked.IsJobs)
        {
            // Checked when the settings were read; checked again, since it stands in a script.
            return (kind == ResourceKinds.Constraint ? ResourceWord.IsConstraint(asked.Value) : ResourceWord.IsName(asked.Value))
                ? asked.Value
                : Reading<string>.Refused($"{asked.Subject} is '{asked.Shown}', which cannot be {names.One}.");
        }

        if (allowed.Count == 0)
        {
            return Reading<string>.Refused($"{asked.Subject} asks for {names.One}, and jobs may not choose one here.");
        }

        if (allowed.FirstOrDefault(name => name == asked.Value) is not { } listed)
        {
            var more = allowed.Count > MaxListed ? ", …" : "";
            return Reading<string>.Refused($"{asked.Subject} asks for the {names.Noun} '{asked.Shown}'. It must be one of: {string.Join(", ", allowed.Take(MaxListed))}{more}.");
        }

        return offers.Has(kind) ? listed : Reading<string>.Refused($"{asked.Subject} asks for {names.One}, {offers.WhyNot}");
    }
}
