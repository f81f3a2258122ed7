using HpcClient.EmbeddedSite.Auth;
using HpcClient.EmbeddedSite.Containers;
using HpcClient.EmbeddedSite.Devices;
using HpcClient.EmbeddedSite.Files;
using HpcClient.EmbeddedSite.Gears;
using HpcClient.EmbeddedSite.Groups;
using HpcClient.EmbeddedSite.HoldEngine;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Jobs;
using HpcClient.EmbeddedSite.Uploads;
using HpcClient.EmbeddedSite.Users;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace HpcClient.EmbeddedSite;

/// <summary>Puts the parts of a current site together.</summary>
internal sealed class SiteRoutes(SiteState site, string droneSecret) : ISiteGeneration
{
    private readonly Authenticator _authenticator = new(site, droneSecret);
    private readonly JobLifecycle _lifecycle = new(site);

    private readonly OrphanScan _orphans = new(site, new(site));

    public Caller Identify(HttpRequest request) => _authenticator.Identify(request);

    public string WordsOf(int status) => ReasonPhrases.GetReasonPhrase(status);

    public int HoldRound() => new HoldRound(site, _lifecycle).Run();

    public int OrphanRound() => _orphans.Run();

    public void Map(Api api)
    {
        var intake = new JobIntake(site);
        new AuthRoutes(site).Map(api);
        new DeviceRoutes(site).Map(api);
        new UserRoutes(site).Map(api);
        new GroupRoutes(site).Map(api);
        new PermissionRoutes(site).Map(api);
        new ContainerRoutes(site).Map(api);
        new LookupRoutes(site).Map(api);
        new FileRoutes(site).Map(api);
        new GearRoutes(site).Map(api);
        new ImageRoutes(site).Map(api);
        new JobListRoutes(site).Map(api);
        new OwnJobListRoutes(site).Map(api);
        new JobRoutes(site, _lifecycle, intake).Map(api);
        new JobLogRoutes(site, _lifecycle).Map(api);
        new JobEndRoutes(site, _lifecycle).Map(api);
        new JobQueueRoutes(site, _lifecycle, _orphans).Map(api);
        new JobBulkRoutes(site, _lifecycle).Map(api);
        new AnalysisRoutes(site, intake).Map(api);
        new EngineRoutes(site).Map(api);
    }
}
