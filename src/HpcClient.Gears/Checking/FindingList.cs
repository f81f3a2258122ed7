using HpcClient.Gears.Reading;

namespace HpcClient.Gears.Checking;

/// <summary>Collects what the rules find.</summary>
/// <param name="places">Places of the text; null where the document came from elsewhere.</param>
internal sealed class FindingList(IReadOnlyDictionary<string, JsonPlace>? places = null)
{
    private readonly List<ManifestFinding> _found = [];

    /// <summary>All of them, in the order of the text; those without a place first.</summary>
    public IReadOnlyList<ManifestFinding> All => [.. _found.OrderBy(finding => finding.Place?.Line ?? 0).ThenBy(finding => finding.Place?.Column ?? 0)];

    /// <summary>Something against the specification.</summary>
    public void Fault(string path, string problem, string remedy) => Add(FindingKind.Fault, path, path, problem, remedy);

    /// <summary>Something that is allowed but odd.</summary>
    public void Warn(string path, string problem, string remedy) => Add(FindingKind.Warning, path, path, problem, remedy);

    /// <summary>The key <paramref name="key"/> is not in the object at <paramref name="parent"/>.</summary>
    public void Missing(string parent, string key, string remedy) =>
        Add(FindingKind.Fault, JsonPaths.Member(parent, key), parent == JsonPaths.Root ? "" : parent, "This is missing.", remedy);

    /// <summary>What was found in the text itself.</summary>
    public void Add(JsonFault fault) =>
        _found.Add(new(fault.IsWarning ? FindingKind.Warning : FindingKind.Fault, fault.Path, fault.Place, fault.Problem, fault.Remedy));

    private void Add(FindingKind kind, string path, string at, string problem, string remedy) =>
        _found.Add(new(kind, path, places is not null && places.TryGetValue(at, out var place) ? place : null, problem, remedy));
}
