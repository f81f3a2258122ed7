namespace HpcClient.Engine.Layout;

/// <summary>What is run in the gear's folder.</summary>
/// <param name="Script">Text for <c>bash -c</c> (plain <c>sh</c> where the image has no bash), or null when <see cref="Vector"/> is given.</param>
/// <param name="Vector">An argument vector that is no <c>bash -c</c>.</param>
/// <param name="Environment">All of the gear's environment.</param>
/// <param name="Folder">Working folder in the container.</param>
internal sealed record GearCommand(
    string? Script, IReadOnlyList<string> Vector, IReadOnlyDictionary<string, string> Environment, string Folder)
{
    // The image's own sh decides: asking for bash from outside would cost a container start.
    private const string BashOrSh = "if command -v bash >/dev/null 2>&1; then exec bash -c \"$1\"; fi; exec /bin/sh -c \"$1\"";

    /// <summary>The argument vector to start.</summary>
    public IReadOnlyList<string> Arguments => Script is null ? Vector : ["/bin/sh", "-c", BashOrSh, "sh", Script];
}
