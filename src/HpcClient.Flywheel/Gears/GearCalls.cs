using System.Text.Json;
using System.Text.Json.Nodes;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Http;
using HpcClient.Flywheel.Json;

namespace HpcClient.Flywheel.Gears;

/// <summary>The calls about gears.</summary>
internal sealed class GearCalls(SiteCaller caller)
{
    public async Task<GearDocument> GetAsync(string gearId, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(gearId);
        var call = SiteCall.Get($"gears/{Uri.EscapeDataString(gearId)}");
        var answer = await caller.CallAsync(call, cancellationToken);

        // Older sites answer 200 without a body for an id that they do not have.
        return answer.Length == 0
            ? throw new SiteException(SiteFault.NotFound, $"The site has no gear with id '{gearId}'.")
            : caller.Read(call, answer, FlywheelJson.Default.GearDocument);
    }

    public async Task<IReadOnlyList<GearDocument>> FindAsync(string name, string? version, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var filter = $"gear.name={Escaped(name)}" + (version is null ? "" : $",gear.version={Escaped(version)}");
        var call = SiteCall.Get("gears") with { Query = $"filter={Uri.EscapeDataString(filter)}{(version is null ? "" : "&all_versions=true")}" };
        var answer = await caller.CallAsync(call, cancellationToken);
        var document = caller.Read(call, answer, FlywheelJson.Default.JsonNode);

        // A list, or a page with one; and a site that knows no filters answers with all of its gears.
        return [.. (document as JsonArray ?? document["results"] as JsonArray ?? [])
            .Select(gear => gear.Deserialize(FlywheelJson.Default.GearDocument))
            .OfType<GearDocument>()
            .Where(gear => gear.Gear?.Name == name && (version is null || gear.Gear.Version == version))];
    }

    private static string Escaped(string text) => text.Replace(",", "\\,", StringComparison.Ordinal);
}
