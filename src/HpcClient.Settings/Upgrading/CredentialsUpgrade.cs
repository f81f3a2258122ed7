namespace HpcClient.Settings.Upgrading;

/// <summary>Adds to a <c>credentials.sh</c> the variables that it does not mention, as comments. What stands there stays.</summary>
internal static class CredentialsUpgrade
{
    private static readonly (string Name, string Comment)[] Variables =
    [
        ("ENGINE_TEMP_DIR", "# Where jobs keep inputs and outputs while they run: large, and the same path on every node.\n# export ENGINE_TEMP_DIR=/scratch/flywheel"),
        ("ENGINE_CACHE_DIR", "# Where images are kept: large, and on a disk that all nodes see.\n# export ENGINE_CACHE_DIR=/scratch/flywheel"),
    ];

    /// <summary>Upgrades <paramref name="text"/>.</summary>
    public static (string Text, IReadOnlyList<string> Why) Of(string text)
    {
        var missing = Variables.Where(variable => !text.Contains(variable.Name, StringComparison.Ordinal)).ToList();

        // A backslash at the end would swallow the first line of what comes, and so would an open quote: then nothing is added.
        return missing.Count == 0 || text.TrimEnd('\n').EndsWith('\\') || text.Count(c => c == '"') % 2 != 0 || text.Count(c => c == '\'') % 2 != 0
            ? (text, [])
            : ((text.Length == 0 || text.EndsWith('\n') ? text : text + "\n") + string.Concat(missing.Select(variable => $"\n{variable.Comment}\n")),
                [$"{string.Join(", ", missing.Select(variable => variable.Name))} as comments"]);
    }
}
