using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Http;
using HpcClient.Flywheel.Json;

namespace HpcClient.Flywheel.Groups;

/// <summary>The calls about groups.</summary>
internal sealed class GroupCalls(SiteCaller caller)
{
    public async Task<SiteGroup?> GetAsync(string groupId, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(groupId);
        try
        {
            return await caller.CallAsync(SiteCall.Get($"groups/{Uri.EscapeDataString(groupId)}"), FlywheelJson.Default.SiteGroup, cancellationToken);
        }
        catch (SiteException e) when (e.Fault == SiteFault.NotFound)
        {
            return null;
        }
    }
}
