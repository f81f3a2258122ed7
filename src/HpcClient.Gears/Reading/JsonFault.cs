namespace HpcClient.Gears.Reading;

/// <summary>Why a text is not JSON, or not as everybody reads it.</summary>
/// <param name="Path">Where in the document, as far as it was read.</param>
/// <param name="Place">Where in the text; null where it has no place, such as a missing file.</param>
/// <param name="Problem">What is wrong, one sentence.</param>
/// <param name="Remedy">What to do, one sentence.</param>
/// <param name="IsWarning">Whether readers take it nevertheless.</param>
internal sealed record JsonFault(string Path, JsonPlace? Place, string Problem, string Remedy, bool IsWarning = false);
