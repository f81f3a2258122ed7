using System.Text.Json.Nodes;
using HpcClient.Gears.Checking;

namespace HpcClient.Gears.Reading;

/// <summary>What became of reading a manifest.</summary>
/// <param name="File">Its file.</param>
/// <param name="Manifest">The manifest; null where the file holds none.</param>
/// <param name="Findings">What is to be said of it, in the order of the text.</param>
public sealed record ManifestReading(string File, JsonObject? Manifest, IReadOnlyList<ManifestFinding> Findings)
{
    /// <summary>What is against the specification.</summary>
    public IEnumerable<ManifestFinding> Faults => Findings.Where(finding => finding.Kind == FindingKind.Fault);

    /// <summary>What is only odd.</summary>
    public IEnumerable<ManifestFinding> Warnings => Findings.Where(finding => finding.Kind == FindingKind.Warning);

    /// <summary>Whether it is a manifest without faults.</summary>
    public bool IsValid => Manifest is not null && !Faults.Any();
}
