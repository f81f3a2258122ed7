using HpcClient.Settings.Cast;
using HpcClient.Settings.Yaml;

namespace HpcClient.Settings.Policies;

/// <summary>Reads <c>on_end</c>, and notes all that is wrong with it.</summary>
internal static class EndPoliciesReader
{
    /// <summary>The policies; null when there is no group of causes. They count only when no fault was found.</summary>
    public static EndPolicies? Read(ValueReader reader)
    {
        if (reader.Value is not YamlMap map)
        {
            return reader.Refuse<EndPolicies>(
                $"This must be a group of causes with what is done for each, not {reader.Value.Description}.", "Write it as {out_of_memory: more_memory, node_failure: resubmit}.");
        }

        var given = new Dictionary<PolicyCause, EndPolicy>();
        foreach (var (word, _, value) in reader.Parts(map, "cause", PolicyWords.Causes))
        {
            var cause = PolicyWords.Cause(word);
            if (!value.IsNothing && new EndPolicyReader(cause, value).Read() is { } policy)
            {
                given[cause] = policy;
            }
        }

        return new() { Given = given };
    }
}
