using System.Net;
using System.Net.Sockets;
using HpcClient.EmbeddedSite.Auth;
using HpcClient.EmbeddedSite.Core2018;
using HpcClient.EmbeddedSite.HoldEngine;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HpcClient.EmbeddedSite;

/// <summary>A Flywheel-compatible site on loopback, for demos, tests and gear development.</summary>
public sealed class EmbeddedSiteServer : IAsyncDisposable
{
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(2);

    private readonly WebApplication _application;
    private readonly SiteState _state;
    private readonly List<BackgroundRounds> _rounds = [];
    private bool _stopped;

    private EmbeddedSiteServer(WebApplication application, SiteState state, SiteSecrets secrets, bool madeSecrets)
    {
        _application = application;
        _state = state;
        Secrets = secrets;
        MadeSecrets = madeSecrets;
    }

    /// <summary>The port it listens on.</summary>
    public int Port => _state.Port;

    /// <summary>Drone secret and API keys of the data folder.</summary>
    public SiteSecrets Secrets { get; }

    /// <summary>Whether this start made the secrets: then they have been shown to nobody yet.</summary>
    public bool MadeSecrets { get; }

    /// <summary>Base of all paths, ending in <c>/api/</c>.</summary>
    public Uri Api => new($"http://127.0.0.1:{Port}/api/");

    internal SiteState State => _state;

    /// <summary>Opens the data folder, made when absent, and serves it.</summary>
    /// <exception cref="EmbeddedSiteException">The folder is in use or damaged, or the port is taken.</exception>
    public static async Task<EmbeddedSiteServer> StartAsync(EmbeddedSiteOptions options, CancellationToken cancellationToken = default)
    {
        var folder = new DataFolder(options.DataFolder);
        folder.Make();
        var database = SiteDatabase.Open(folder.Database);
        EmbeddedSiteServer? server = null;
        try
        {
            // After the database: its lock keeps out a second server that would make secrets of its own.
            var known = SiteSecrets.Read(folder);
            var secrets = known ?? SiteSecrets.Make(folder);
            var state = new SiteState(options, database, new(folder), new(options.TimeProvider));
            state.Contents.Clean();
            FirstUsers.Ensure(state, secrets);
            ISiteGeneration generation = options.Generation == SiteGeneration.Core2018 ? new CoreSite(state, secrets.DroneSecret) : new SiteRoutes(state, secrets.DroneSecret);
            server = new(Build(state, generation), state, secrets, known is null);
            await server._application.StartAsync(cancellationToken);
            state.Port = PortOf(server._application);
            server.StartRounds(generation);
            return server;
        }
        catch (Exception e)
        {
            if (server is not null)
            {
                await server._application.DisposeAsync();
            }

            database.Dispose();
            throw e is IOException or SocketException ? new EmbeddedSiteException($"The site cannot listen on port {options.Port}: {e.Message} Choose another port.", e) : e;
        }
    }

    /// <summary>Stops serving and closes the data folder.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (_stopped)
        {
            return;
        }

        _stopped = true;
        foreach (var rounds in _rounds)
        {
            await rounds.DisposeAsync();
        }

        await _application.StopAsync(cancellationToken);
        await _application.DisposeAsync();
        _state.Database.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);

    private static WebApplication Build(SiteState state, ISiteGeneration generation)
    {
        // The default content root is the working folder, which a watcher would walk through.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IHostLifetime, NoHostLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;

            // A debugger or a slow disk at the other end is no attack.
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, state.Options.Port);
        });
        var application = builder.Build();
        var errors = new ErrorAnswers(state, generation.WordsOf);
        application.Use((HttpContext http, RequestDelegate next) => errors.HandleAsync(http, next));
        application.UseRouting();
        generation.Map(new(application, generation.Identify));
        return application;
    }

    private static int PortOf(WebApplication application) =>
        new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;

    private void StartRounds(ISiteGeneration generation)
    {
        if (_state.Options is { HoldEngineInterval: { } hold, Generation: SiteGeneration.Current })
        {
            _rounds.Add(new(_state, "The hold engine", hold, generation.HoldRound));
        }

        if (_state.Options.OrphanScanInterval is { } scan)
        {
            _rounds.Add(new(_state, "The orphan scan", scan, generation.OrphanRound));
        }
    }
}
