namespace HpcClient.Settings.Cast;

/// <summary>A folder or file of the nodes that gears see as well, besides what is theirs (key <c>binds</c>).</summary>
/// <param name="Source">Full path on the node.</param>
/// <param name="Target">Full path in the gear's container.</param>
/// <param name="IsReadOnly">Whether gears may only read it.</param>
public sealed record BindMount(string Source, string Target, bool IsReadOnly)
{
    private const string GearFolder = "/flywheel/v0";

    private static readonly string[] OfTheContainer = ["/proc", "/sys", "/dev"];

    /// <summary>Reads <c>SRC</c>, <c>SRC:DST</c> or <c>SRC:DST:ro</c>.</summary>
    /// <returns>It, or what is wrong with the text.</returns>
    internal static (BindMount? Bind, string? Problem) Read(string text)
    {
        var parts = text.Trim().Split(':');
        if (parts.Length > 3 || parts is [_, _, not ("ro" or "rw")])
        {
            return (null, "has more parts than SRC:DST, and ro or rw as third.");
        }

        var source = Trimmed(parts[0]);
        var target = parts.Length > 1 ? Trimmed(parts[1]) : source;
        foreach (var path in new[] { source, target })
        {
            if (!path.StartsWith('/'))
            {
                return (null, $"names '{path}', which is not a full path.");
            }

            if (path.Any(c => char.IsControl(c) || c is ',' or '"' or '\\') || path.Split('/').Any(part => part is "." or ".."))
            {
                return (null, $"names '{path}', which has a comma, a quote, a backslash, '.' or '..' in it.");
            }
        }

        if (IsBelow(GearFolder, target) || IsBelow(target, GearFolder))
        {
            return (null, $"would cover '{target}' in the gear's container, where its own {GearFolder} is.");
        }

        return OfTheContainer.Any(folder => IsBelow(target, folder))
            ? (null, $"would cover '{target}', which is the container's own.")
            : (new(source, target, parts is [_, _, "ro"]), null);
    }

    /// <summary>As it is written.</summary>
    public override string ToString() => IsReadOnly ? $"{Source}:{Target}:ro" : Source == Target ? Source : $"{Source}:{Target}";

    private static bool IsBelow(string path, string folder) => folder == "/" || path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal);

    // Doubled slashes count as one, one at the end as none.
    private static string Trimmed(string path) =>
        path.StartsWith('/') ? "/" + string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries)) : path;
}
