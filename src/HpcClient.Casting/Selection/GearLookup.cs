using HpcClient.Flywheel;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Jobs;
using Microsoft.Extensions.Logging;

namespace HpcClient.Casting.Selection;

/// <summary>Tells jobs of sites of 2018 their gear's name, which those leave out; each gear is asked for once.</summary>
/// <param name="site">The site.</param>
/// <param name="log">Hears when a gear cannot be had.</param>
internal sealed class GearLookup(IJobSite site, ILogger log)
{
    private readonly Dictionary<string, GearInfo?> _known = new(StringComparer.Ordinal);

    /// <summary>The job with its gear's name, where the site tells it: without, it is called unknown and goes on.</summary>
    public async Task<FlywheelJob> CompleteAsync(FlywheelJob job, CancellationToken cancellationToken)
    {
        if (job.GearInfo is not null || job.GearId is not { Length: > 0 } id)
        {
            return job;
        }

        if (!_known.TryGetValue(id, out var info))
        {
            info = await ReadAsync(id, cancellationToken);
            _known.Add(id, info);
        }

        return job with { GearInfo = info };
    }

    private async Task<GearInfo?> ReadAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            var gear = await site.GetGearAsync(id, cancellationToken);
            return new()
            {
                Id = id,
                Name = gear.Gear?.Name,
                Version = gear.Gear?.Version,
                Category = gear.Category,
                Capabilities = gear.Gear?.Capabilities,
            };
        }
        catch (SiteException e)
        {
            log.LogWarning("The gear {Gear} could not be looked up: {Reason}", id, e.Message);
            return null;
        }
    }
}
