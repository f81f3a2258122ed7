namespace HpcClient.Flywheel.Jobs;

/// <summary>What a job id may look like. Ids become file names and scheduler job names, so nothing else gets in.</summary>
public static class JobIds
{
    private const int MaxLength = 64;

    /// <summary>Whether <paramref name="id"/> is letters, digits, hyphens and underscores only (a site's ids are 24 hex digits).</summary>
    public static bool IsValid(string? id) =>
        id is { Length: > 0 and <= MaxLength } && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <summary>The path of a job below <c>/api/</c>.</summary>
    /// <exception cref="ArgumentException">It is no id.</exception>
    internal static string Path(string id) => IsValid(id)
        ? $"jobs/{id}"
        : throw new ArgumentException($"'{id}' is not a job id: letters, digits, '-' and '_' only.", nameof(id));
}
