using System.Text.Json;
using System.Text.Json.Nodes;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Http;
using HpcClient.Flywheel.Json;

namespace HpcClient.Flywheel.Jobs;

/// <summary>
/// The calls by which the site hands out the oldest pending job. One that claims is repeated only where it surely did not
/// reach the site: repeated by itself it could claim a second job of which nobody hears.
/// </summary>
internal sealed class ClaimCalls(SiteCaller caller)
{
    /// <summary>The one capability that the gear specification defines; a site hands out no gear that asks for another.</summary>
    private const string Networking = "networking";

    private static RepeatRule Rule(bool peek) => peek ? RepeatRule.Read : RepeatRule.NeverReached;

    /// <summary><c>GET /jobs/next</c>, of 2018.</summary>
    public async Task<FlywheelJob?> NextAsync(ClaimFilter filter, bool peek, CancellationToken cancellationToken)
    {
        // Such a site knows one condition only, and adds the gear's name to a job's tags.
        var tags = filter.Tags.Count > 0 ? filter.Tags : filter.GearNames;
        var call = SiteCall.Get("jobs/next") with
        {
            Repeat = Rule(peek),
            Query = string.Join('&', tags.Select(tag => "tags=" + Uri.EscapeDataString(tag)).Concat(peek ? ["peek=true"] : [])),
        };
        try
        {
            return await caller.CallAsync(call, FlywheelJson.Default.FlywheelJob, cancellationToken);
        }
        catch (SiteException e) when (e.Fault == SiteFault.Refused)
        {
            // 400 is what sites say when no job waits.
            return null;
        }
    }

    /// <summary><c>POST /jobs/ask</c>, of sites since about 2019.</summary>
    public async Task<FlywheelJob?> AskAsync(ClaimFilter filter, bool peek, CancellationToken cancellationToken)
    {
        var white = new JsonObject();
        if (filter.Tags.Count > 0)
        {
            white["tag"] = Texts(filter.Tags);
        }

        if (filter.GearNames.Count > 0)
        {
            white["gear-name"] = Texts(filter.GearNames);
        }

        var call = new SiteCall(HttpMethod.Post, "jobs/ask", Rule(peek))
        {
            Body = SiteCaller.Json(
                new JsonObject
                {
                    ["whitelist"] = white,
                    ["blacklist"] = new JsonObject(),
                    ["capabilities"] = new JsonArray(Networking),
                    ["return"] = new JsonObject { ["jobs"] = 1, ["peek"] = peek },
                },
                FlywheelJson.Default.JsonObject),
        };
        if (await AskAsync(call, cancellationToken) is not JsonObject answer || answer["jobs"] is not JsonArray { Count: <= 1 } jobs)
        {
            throw caller.Unreadable(call, "it holds no list 'jobs' of at most one job");
        }

        try
        {
            return jobs is [{ } job] ? job.Deserialize(FlywheelJson.Default.FlywheelJob) : null;
        }
        catch (JsonException e)
        {
            throw caller.Unreadable(call, $"its job cannot be read (at '{e.Path ?? "$"}')");
        }
    }

    private async Task<JsonNode?> AskAsync(SiteCall call, CancellationToken cancellationToken)
    {
        try
        {
            return await caller.CallAsync(call, FlywheelJson.Default.JsonNode, cancellationToken);
        }
        catch (SiteException e) when (e.Fault == SiteFault.NotFound)
        {
            throw new SiteException(SiteFault.NotFound, "The site knows no /jobs/ask, so jobs cannot be claimed there one by one. Remove claim_jobs from cast.yml.");
        }
    }

    private static JsonArray Texts(IReadOnlyList<string> words) => [.. words.Select(word => (JsonNode?)JsonValue.Create(word))];
}
