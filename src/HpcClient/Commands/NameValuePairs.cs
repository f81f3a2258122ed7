namespace HpcClient.Commands;

/// <summary>Reads options that are given as <c>NAME=VALUE</c>, several times.</summary>
internal static class NameValuePairs
{
    /// <summary>The pairs.</summary>
    /// <param name="option">The option, for sentences.</param>
    /// <param name="values">As given.</param>
    /// <param name="faults">Gets one sentence for each that is none, or given twice.</param>
    public static Dictionary<string, string> Read(string option, IEnumerable<string>? values, ICollection<string> faults)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var value in values ?? [])
        {
            var equals = value.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
            {
                faults.Add($"{option} '{value}' must be NAME=VALUE.");
            }
            else if (!pairs.TryAdd(value[..equals], value[(equals + 1)..]))
            {
                faults.Add($"{option} '{value[..equals]}' is given twice.");
            }
        }

        return pairs;
    }
}
