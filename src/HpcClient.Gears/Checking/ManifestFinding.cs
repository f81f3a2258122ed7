using HpcClient.Gears.Reading;

namespace HpcClient.Gears.Checking;

/// <summary>One thing found in a manifest.</summary>
/// <param name="Kind">Fault or warning.</param>
/// <param name="Path">Where in the document, as JSONPath.</param>
/// <param name="Place">Where in the text; null where it was not read from a text, or for what is missing from the whole.</param>
/// <param name="Problem">What is wrong, one sentence.</param>
/// <param name="Remedy">What to do, one sentence or two.</param>
public sealed record ManifestFinding(FindingKind Kind, string Path, JsonPlace? Place, string Problem, string Remedy)
{
    /// <summary>Path, problem and remedy in one line.</summary>
    public string Sentence => $"{Path}: {Problem} {Remedy}";
}
