using System.Text.Json;
using System.Text.Json.Nodes;
using HpcClient.Flywheel.Gears;
using HpcClient.Flywheel.Jobs;

namespace HpcClient.Engine.Admission;

/// <summary>Refuses gears that this engine could not run rightly.</summary>
internal static class GearGuard
{
    // The only one that the gear specification defines; gears have the node's network.
    private const string Networking = "networking";

    /// <summary>The gear's manifest.</summary>
    /// <exception cref="EngineFault">The gear is not to be run.</exception>
    public static GearManifest Admit(FlywheelJob job, GearDocument gear)
    {
        var manifest = gear.Gear ?? throw new EngineFault("The site gave the gear without its manifest. Upload the gear again.");
        var flywheel = manifest.Custom?["flywheel"] as JsonObject;
        if (flywheel?["invalid"] is JsonValue invalid && invalid.GetValueKind() == JsonValueKind.True)
        {
            throw new EngineFault($"The gear '{manifest.Name}' {manifest.Version} is marked invalid, so it is not run. Use another version of it.");
        }

        var unknown = (manifest.Capabilities ?? []).Concat(job.GearInfo?.Capabilities ?? []).Where(c => c != Networking).Distinct().ToList();
        return unknown.Count == 0
            ? manifest
            : throw new EngineFault($"The gear needs '{string.Join("', '", unknown)}', which this engine does not know; it knows '{Networking}'. Use a gear without it.");
    }

    /// <summary>User and group id that the gear asks for (<c>custom.flywheel.uid</c>, <c>gid</c>), or null.</summary>
    public static string? User(GearManifest manifest)
    {
        var flywheel = manifest.Custom?["flywheel"] as JsonObject;
        return Number(flywheel?["uid"]) is { } uid ? $"{uid}:{Number(flywheel?["gid"]) ?? uid}" : null;
    }

    private static uint? Number(JsonNode? node) => node is JsonValue value && uint.TryParse(value.ToString(), out var number) ? number : null;
}
