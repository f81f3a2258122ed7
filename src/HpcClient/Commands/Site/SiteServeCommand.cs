using System.CommandLine;
using HpcClient.EmbeddedSite;
using HpcClient.EmbeddedSite.Auth;
using HpcClient.EmbeddedSite.Calling;

namespace HpcClient.Commands.Site;

/// <summary><c>site serve</c>.</summary>
internal static class SiteServeCommand
{
    private const string CurrentGeneration = "current";
    private const string Generation2018 = "2018";

    public static Command Create()
    {
        var data = DataOption.Create();
        var port = new Option<int>("--port") { Description = "Port on loopback; 0 takes a free one.", DefaultValueFactory = _ => 0 };
        var hold = new Option<double>("--hold-interval")
        {
            Description = "Seconds between two rounds of the hold engine, which sets pending jobs tagged 'hpc' to running; 0 turns it off.",
            DefaultValueFactory = _ => EmbeddedSiteOptions.DefaultHoldEngineInterval.TotalSeconds,
        };
        var orphan = new Option<double?>("--orphan-after")
        {
            Description = "Seconds without heartbeat after which a running job is failed and retried. [default: 300; generation 2018: 100]",
        };
        var generation = new Option<string>("--generation")
        {
            Description = "API that the site speaks: 'current', or '2018' for that of the open-source core (no job listing, no device keys, no hold engine).",
            DefaultValueFactory = _ => CurrentGeneration,
        };
        generation.AcceptOnlyFromAmong(CurrentGeneration, Generation2018);
        port.Validators.Add(result => Refuse(result, result.GetValueOrDefault<int>() is < 0 or > 65535, "--port must be a number from 0 to 65535."));
        hold.Validators.Add(result => Refuse(result, result.GetValueOrDefault<double>() is not (>= 0 and <= 86400), "--hold-interval must be seconds from 0 to 86400."));
        orphan.Validators.Add(result => Refuse(result, result.GetValueOrDefault<double?>() is not (null or (> 0 and <= 31536000)), "--orphan-after must be a positive number of seconds."));
        var command = new Command("serve", "Serves the site until TERM or INT.") { data, generation, port, hold, orphan };
        command.SetAction((parsed, cancellationToken) => SiteRun.GuardAsync(() => ServeAsync(
            new EmbeddedSiteOptions
            {
                DataFolder = parsed.Folder(data).Path,
                Generation = parsed.GetValue(generation) == Generation2018 ? SiteGeneration.Core2018 : SiteGeneration.Current,
                Port = parsed.GetValue(port),
                HoldEngineInterval = parsed.GetValue(hold) is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : null,
                OrphanAfter = parsed.GetValue(orphan) is { } silence ? TimeSpan.FromSeconds(silence)
                    : parsed.GetValue(generation) == Generation2018 ? EmbeddedSiteOptions.OrphanAfter2018 : EmbeddedSiteOptions.DefaultOrphanAfter,
                Log = Console.Error.WriteLine,
            },
            cancellationToken)));
        return command;
    }

    private static async Task ServeAsync(EmbeddedSiteOptions options, CancellationToken cancellationToken)
    {
        var folder = new DataFolder(options.DataFolder);
        await using var server = await EmbeddedSiteServer.StartAsync(options, cancellationToken);
        RunningSite.Announce(folder, server.Port);
        try
        {
            Console.WriteLine($"Embedded site on http://127.0.0.1:{server.Port}{(options.Generation == SiteGeneration.Core2018 ? ", API of 2018" : "")}, data in {folder.Path}");
            if (server.MadeSecrets)
            {
                ShowSecrets(server.Secrets, folder);
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // TERM and INT are the ordinary end.
        }
        finally
        {
            RunningSite.Withdraw(folder);
        }
    }

    private static void ShowSecrets(SiteSecrets secrets, DataFolder folder)
    {
        Console.WriteLine($"New secrets, shown this once and kept in {folder.Secrets}:");
        Console.WriteLine($"  drone secret  {secrets.DroneSecret}");
        foreach (var (user, key) in secrets.UserKeys)
        {
            Console.WriteLine($"  API key       {key}  ({user})");
        }
    }

    private static void Refuse(System.CommandLine.Parsing.OptionResult result, bool wrong, string sentence)
    {
        if (wrong)
        {
            result.AddError(sentence);
        }
    }
}
