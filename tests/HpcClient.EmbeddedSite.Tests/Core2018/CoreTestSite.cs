using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Auth;
using HpcClient.EmbeddedSite.Tests.Site;

namespace HpcClient.EmbeddedSite.Tests.Core2018;

/// <summary>Sites of 2018 with something in them.</summary>
internal static class CoreTestSite
{
    public static Task<TestSite> StartAsync() =>
        TestSite.StartAsync(options => options with { Generation = SiteGeneration.Core2018, OrphanAfter = EmbeddedSiteOptions.OrphanAfter2018 });

    /// <summary>A project of the researcher, a session and an acquisition; answers the acquisition's id.</summary>
    public static async Task<(string Session, string Acquisition)> MakeTreeAsync(this TestSite site)
    {
        await site.Admin.PostAsync("groups", new JsonObject { ["_id"] = "neuro", ["label"] = "Neuro" });
        var project = (await site.Admin.PostAsync("projects", new JsonObject { ["label"] = "study", ["group"] = "neuro" })).Id();
        await site.Admin.PostAsync($"projects/{project}/permissions", new JsonObject { ["_id"] = SiteSecrets.Researcher, ["access"] = "rw" });
        var session = (await site.Admin.PostAsync("sessions", new JsonObject { ["label"] = "ses", ["project"] = project, ["subject"] = new JsonObject { ["code"] = "sub-01" } })).Id();
        return (session, (await site.Admin.PostAsync("acquisitions", new JsonObject { ["label"] = "anat", ["session"] = session })).Id());
    }

    /// <summary>A pending job with the tag hpc.</summary>
    public static async Task<(string Job, string Acquisition)> MakeJobAsync(this TestSite site)
    {
        var (_, acquisition) = await site.MakeTreeAsync();
        return (await site.AddJobAsync(await site.MakeGearAsync(), acquisition, "hpc"), acquisition);
    }

    /// <summary>The same, handed out.</summary>
    public static async Task<(string Job, string Acquisition)> MakeRunningAsync(this TestSite site)
    {
        var made = await site.MakeJobAsync();
        ((string)(await site.Drone.ReadAsync("jobs/next?tags=hpc")).Json!["id"]!).ShouldBe(made.Job);
        return made;
    }

    public static async Task<string> TicketAsync(this TestSite site, string job, bool success) =>
        (string)(await site.Drone.PostAsync($"jobs/{job}/prepare-complete", new JsonObject { ["success"] = success, ["elapsed"] = 3 })).Json!["ticket"]!;
}
