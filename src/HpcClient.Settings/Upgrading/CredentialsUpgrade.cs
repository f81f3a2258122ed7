using HpcClient.Settings.Setup;

namespace HpcClient.Settings.Upgrading;

/// <summary>Adds to a <c>credentials.sh</c> the variables that it does not mention, as comments. What stands there stays.</summary>
internal static class CredentialsUpgrade
{
    /// <summary>Upgrades <paramref name="text"/>.</summary>
    public static (string Text, IReadOnlyList<string> Why) Of(string text)
    {
        var missing = ScratchVariable.All.Where(variable => !text.Contains(variable.Name, StringComparison.Ordinal)).ToList();

        // A backslash at the end would swallow the first line of what comes, and so would an open quote: then nothing is added.
        return missing.Count == 0 || text.TrimEnd('\n').EndsWith('\\') || text.Count(c => c == '"') % 2 != 0 || text.Count(c => c == '\'') % 2 != 0
            ? (text, [])
            : ((text.Length == 0 || text.EndsWith('\n') ? text : text + "\n") + string.Concat(missing.Select(variable => $"\n{variable.Lines(null)}\n")),
                [$"{string.Join(", ", missing.Select(variable => variable.Name))} as comments"]);
    }
}
