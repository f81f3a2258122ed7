using System.Collections.Concurrent;
using HpcClient.Flywheel.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HpcClient.Flywheel.Tests.Site;

/// <summary>A real web server on loopback that answers what a test scripts, and keeps what it was asked.</summary>
public sealed class ScriptedSite : IAsyncDisposable
{
    public const string Secret = "canary-secret-4711";
    public const string Key = "canary-key-0815";
    public const string JobId = "5a0000000000000000000001";

    private readonly ConcurrentDictionary<string, RequestDelegate> _routes = new();
    private readonly WebApplication _server;

    private ScriptedSite(WebApplication server)
    {
        _server = server;
        On("GET", "/api/auth/status", Text("""{"origin":{"type":"device","id":"python_hpc_queue"},"is_device":true}"""));
        On("GET", "/api/devices/python_hpc_queue", Text($$"""{"_id":"python_hpc_queue","key":"{{Key}}"}"""));
    }

    public ConcurrentQueue<SeenRequest> Seen { get; } = new();

    public int Port { get; private set; }

    public static async Task<ScriptedSite> StartAsync(System.Security.Cryptography.X509Certificates.X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen =>
            {
                if (certificate is not null)
                {
                    listen.UseHttps(certificate);
                }
            });
        });
        builder.Services.Configure<FormOptions>(form => form.MultipartBodyLengthLimit = long.MaxValue);
        var site = new ScriptedSite(builder.Build());
        site._server.Run(site.AnswerAsync);
        await site._server.StartAsync();
        site.Port = new Uri(site._server.Urls.Single()).Port;
        return site;
    }

    public static RequestDelegate Text(string text) => Status(200, text);

    public static RequestDelegate Status(int status, string text = "", string type = "application/json") => context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        return context.Response.WriteAsync(text);
    };

    public static RequestDelegate InTurn(params RequestDelegate[] answers)
    {
        var turn = -1;
        return context => answers[Math.Min(Interlocked.Increment(ref turn), answers.Length - 1)](context);
    }

    public ScriptedSite On(string method, string path, RequestDelegate answer)
    {
        _routes[$"{method} {path}"] = answer;
        return this;
    }

    public int Count(string method, string path) => Seen.Count(seen => seen.Method == method && seen.Path == path);

    public SiteAddress Address(string host = "127.0.0.1")
    {
        SiteAddress.Read(host, Port.ToString(System.Globalization.CultureInfo.InvariantCulture), insecure: true, out var address).ShouldBeNull();
        return address!;
    }

    public SiteClient Client(SiteClientOptions? options = null, TimeProvider? time = null, string secret = Secret) =>
        new(new(Address(), new(secret)), options ?? Quick, time);

    public static SiteClientOptions Quick { get; } = new() { FirstRetryDelay = TimeSpan.FromMilliseconds(1) };

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        var path = request.Path.Value!;
        Seen.Enqueue(new(request.Method, path, request.QueryString.Value ?? "",
            request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
        return _routes.TryGetValue($"{request.Method} {path}", out var answer)
            ? answer(context)
            : Status(404, """{"message":"The resource could not be found.","status_code":404}""")(context);
    }
}
