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
}
