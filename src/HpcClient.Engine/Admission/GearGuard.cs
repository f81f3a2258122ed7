using System.Text.Json;
using System.Text.Json.Nodes;
using HpcClient.Engine.Configuration;
using HpcClient.Flywheel.Gears;
using HpcClient.Flywheel.Jobs;

namespace HpcClient.Engine.Admission;

/// <summary>Refuses gears that this engine could not run rightly.</summary>
internal static class GearGuard
{
    /// <summary>The only capability that the gear specification defines: the gear needs the network.</summary>
    public const string Networking = "networking";

    // Two that it speaks of: a GPU, and a cluster to run on.
    private const string Cuda = "cuda";
    private const string Hpc = "hpc";

    /// <summary>What the gear needs of who runs it.</summary>
    public static IReadOnlyList<string> Capabilities(FlywheelJob job, GearManifest manifest) =>
        [.. (manifest.Capabilities ?? []).Concat(job.GearInfo?.Capabilities ?? []).Distinct(StringComparer.Ordinal)];

    /// <summary>The gear's manifest.</summary>
    /// <exception cref="EngineFault">The gear is not to be run.</exception>
    public static GearManifest Admit(FlywheelJob job, GearDocument gear, AllottedResources resources)
    {
        var manifest = gear.Gear ?? throw new EngineFault("The site gave the gear without its manifest. Upload the gear again.");
        var flywheel = manifest.Custom?["flywheel"] as JsonObject;
        if (flywheel?["invalid"] is JsonValue invalid && invalid.GetValueKind() == JsonValueKind.True)
        {
            throw new EngineFault($"The gear '{manifest.Name}' {manifest.Version} is marked invalid, so it is not run. Use another version of it.");
        }

        var needed = Capabilities(job, manifest);
        var unknown = needed.Where(c => c is not (Networking or Cuda or Hpc)).ToList();
        if (unknown.Count > 0)
        {
            throw new EngineFault($"The gear needs '{string.Join("', '", unknown)}', which this engine does not know; it knows '{Networking}', '{Cuda}' and '{Hpc}'. Use a gear without it.");
        }

        return needed.Contains(Cuda) && resources.Gpu is null
            ? throw new EngineFault($"The gear needs a GPU (capability '{Cuda}'), and the scheduler gave this job none. Run it again with the tag gpu.")
            : manifest;
    }

    /// <summary>User and group id that the gear asks for (<c>custom.flywheel.uid</c>, <c>gid</c>), or null.</summary>
    public static string? User(GearManifest manifest)
    {
        var flywheel = manifest.Custom?["flywheel"] as JsonObject;
        return Number(flywheel?["uid"]) is { } uid ? $"{uid}:{Number(flywheel?["gid"]) ?? uid}" : null;
    }

    private static uint? Number(JsonNode? node) => node is JsonValue value && uint.TryParse(value.ToString(), out var number) ? number : null;
}
