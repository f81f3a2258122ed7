using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Auth;
using HpcClient.EmbeddedSite.Containers;
using HpcClient.EmbeddedSite.Core2018.Access;
using HpcClient.EmbeddedSite.Core2018.Containers;
using HpcClient.EmbeddedSite.Core2018.Files;
using HpcClient.EmbeddedSite.Core2018.Gears;
using HpcClient.EmbeddedSite.Core2018.Jobs;
using HpcClient.EmbeddedSite.Core2018.Uploads;
using HpcClient.EmbeddedSite.Gears;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Jobs;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace HpcClient.EmbeddedSite.Core2018;

/// <summary>
/// Puts the parts of a site of 2018 together. Documents are kept as current sites keep them, so a data folder may change
/// sides; what this generation does not know is cut off when it is shown.
/// </summary>
internal sealed class CoreSite : ISiteGeneration
{
    /// <summary>Version of the database layout that the recorded server told.</summary>
    private const int DatabaseVersion = 44;

    private readonly SiteState _site;
    private readonly CoreAuthenticator _authenticator;
    private readonly CoreLifecycle _lifecycle;
    private readonly CoreOrphanScan _orphans;

    public CoreSite(SiteState site, string droneSecret)
    {
        _site = site;
        _authenticator = new(site, droneSecret);
        _lifecycle = new(site);
        _orphans = new(site, _lifecycle);
    }

    public Caller Identify(HttpRequest request) => _authenticator.Identify(request);

    public string WordsOf(int status) => status switch
    {
        404 => "The resource could not be found.",
        405 => "The server could not comply with the request since it is either malformed or otherwise incorrect.",
        _ => ReasonPhrases.GetReasonPhrase(status),
    };

    /// <summary>There is none.</summary>
    public int HoldRound() => 0;

    public int OrphanRound() => _orphans.RunByItself();

    public void Map(Api api)
    {
        var intake = new CoreJobIntake(_site);
        api.Get("/version", call => call.AnswerAsync(new JsonObject { ["_id"] = "version", ["database"] = DatabaseVersion }));
        api.Get("/config", call => call.AnswerAsync(new JsonObject
        {
            ["site"] = new JsonObject { ["name"] = "Embedded site of fw-hpc-client", ["api_url"] = $"http://127.0.0.1:{_site.Port}/api" },
        }));
        new CoreDeviceRoutes(_site).Map(api);
        new CoreUserRoutes(_site).Map(api);
        new CoreGroupRoutes(_site).Map(api);
        new CoreContainerRoutes(_site).Map(api);
        new CoreFileRoutes(_site).Map(api);
        new CoreAnalysisRoutes(_site, intake).Map(api);
        new CoreGearRoutes(_site).Map(api);
        new CoreJobRoutes(_site, _lifecycle, intake).Map(api);
        new CoreQueueRoutes(_site, _lifecycle, _orphans).Map(api);
        new CoreJobLogRoutes(_site, _lifecycle).Map(api);
        new CoreJobEndRoutes(_site, _lifecycle).Map(api);
        new CoreEngineRoutes(_site, _lifecycle).Map(api);
        MapOwnAdditions(api);
    }

    /// <summary>What our own commands ask for and the core never had.</summary>
    private void MapOwnAdditions(Api api)
    {
        new LookupRoutes(_site).Map(api);
        new ImageRoutes(_site).Map(api);
        new OwnJobListRoutes(_site).Map(api);
        new SubjectRoutes(_site).Map(api);
    }
}
