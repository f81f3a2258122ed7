using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;

namespace HpcClient.EmbeddedSite.Jobs;

/// <summary>Our own addition: all jobs, for <c>site jobs</c> and its like, also where the site's own API has no such list.</summary>
internal sealed class OwnJobListRoutes(SiteState site)
{
    /// <summary>Path below <c>/api/</c>.</summary>
    public const string Path = "embedded/jobs";

    public void Map(Api api) => api.Get("/" + Path, call =>
    {
        call.Caller.RequireAdmin();
        return call.AnswerAsync(site.Database.Read(session => JobStateWord.All.SelectMany(state => JobTable.InState(session, state)).ToList())
            .OrderBy(JobTable.IdOf, StringComparer.Ordinal).ToJson());
    });
}
