using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HpcClient.EndToEnd.Tests.Contract;

/// <summary>
/// A web server on loopback with the jobs of one scenario. It filters the list as a site does and writes down what it
/// was asked, in the words of the recordings: find, group, log, modify; reads of one job as read.
/// </summary>
internal sealed class ScenarioSite : IAsyncDisposable
{
    public const string Secret = "canary-drone-secret-of-the-contract";

    private readonly WebApplication _server;
    private readonly Scenario _scenario;
    private readonly Dictionary<string, JsonObject> _jobs;

    private ScenarioSite(WebApplication server, Scenario scenario)
    {
        _server = server;
        _scenario = scenario;
        _jobs = scenario.Jobs.ToDictionary(job => job["id"]!.GetValue<string>());
    }

    public ConcurrentQueue<JsonObject> Calls { get; } = new();

    public int Port { get; private set; }

    /// <summary>State of each job now.</summary>
    public IReadOnlyDictionary<string, string> States => _jobs.ToDictionary(job => job.Key, job => job.Value["state"]!.GetValue<string>());

    public static async Task<ScenarioSite> StartAsync(Scenario scenario, System.Security.Cryptography.X509Certificates.X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }));
        var site = new ScenarioSite(builder.Build(), scenario);
        site._server.Run(site.AnswerAsync);
        await site._server.StartAsync();
        site.Port = new Uri(site._server.Urls.Single()).Port;
        return site;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries).Skip(1).ToList();
        var body = context.Request.Method is "POST" or "PUT" ? await ReadAsync(context) : null;
        var answer = (context.Request.Method, path) switch
        {
            ("GET", ["auth", "status"]) => JsonNode.Parse("""{"origin":{"type":"device","id":"python_hpc_queue"},"is_device":true}"""),
            ("GET", ["devices", _]) => JsonNode.Parse("""{"_id":"python_hpc_queue","key":"canary-key"}"""),
            ("GET", ["jobs"]) => List(context.Request.Query["filter"].ToString(), context.Request.Query["page"].ToString(), context.Request.Query["after_id"].ToString()),
            ("GET", ["jobs", var id]) => Read(id),
            ("GET", ["groups", var id]) => Group(id),
            ("POST", ["jobs", var id, "logs"]) => Note(new() { ["log"] = id, ["lines"] = body }),
            ("PUT", ["jobs", var id]) => Modify(id, body!.AsObject()),
            _ => null,
        };
        context.Response.StatusCode = answer is null ? 404 : 200;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer?.ToJsonString() ?? """{"message":"not found","status_code":404}""");
    }

    private static async Task<JsonNode?> ReadAsync(HttpContext context) => await JsonNode.ParseAsync(context.Request.Body);

    private JsonNode List(string filter, string page, string afterId)
    {
        if (page is not ("" or "1") || afterId.Length > 0)
        {
            return new JsonArray();
        }

        Calls.Enqueue(new() { ["find"] = filter });
        return new JsonArray([.. _jobs.Values.Where(job => filter.Split(',').All(condition => Holds(job, condition))).Select(job => job.DeepClone())]);
    }

    private static bool Holds(JsonObject job, string condition) => condition.Split('=', 2) switch
    {
        ["state", var state] => job["state"]!.GetValue<string>() == state,
        ["tags", var tag] => job["tags"]!.AsArray().Any(t => t!.GetValue<string>() == tag),
        ["gear_info.name", ['~', .. var pattern]] => System.Text.RegularExpressions.Regex.IsMatch(job["gear_info"]!["name"]!.GetValue<string>(), pattern),
        _ => throw new ArgumentException($"the site knows no filter '{condition}'"),
    };

    private JsonNode? Read(string id)
    {
        Calls.Enqueue(new() { ["read"] = id });
        return _jobs.GetValueOrDefault(id)?.DeepClone();
    }

    private JsonNode? Group(string id)
    {
        Calls.Enqueue(new() { ["group"] = id });
        return _scenario.Whitelist is not { } members ? null : new JsonObject
        {
            ["_id"] = id,
            ["permissions"] = new JsonArray([.. members.Select(member => new JsonObject { ["_id"] = member, ["access"] = "ro" })]),
        };
    }

    private JsonNode? Modify(string id, JsonObject body)
    {
        if (!_jobs.TryGetValue(id, out var job))
        {
            return null;
        }

        job["state"] = body["state"]!.DeepClone();
        return Note(new() { ["modify"] = id, ["body"] = body.DeepClone() });
    }

    private JsonObject Note(JsonObject call)
    {
        Calls.Enqueue(call);
        return [];
    }
}
