namespace HpcClient.Settings.Images;

/// <summary>One line of <c>image_map</c>.</summary>
/// <param name="From">A gear's name, its name and version as <c>NAME@VERSION</c>, or the beginning of an image's address.</param>
/// <param name="To">What stands in for it: a registry's name or the beginning of one, or the path of a SIF file.</param>
public sealed record ImageReplacement(string From, string To)
{
    /// <summary>Whether <see cref="From"/> is the beginning of an address: gears' names hold none of the signs that those do.</summary>
    public bool IsOfAddress => From.AsSpan().ContainsAny("./:") && !From.Contains('@', StringComparison.Ordinal);
}
