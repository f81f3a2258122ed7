using System.Globalization;
using HpcClient.Casting.Ledger;
using HpcClient.Commands.Serve.Passes;
using HpcClient.Commands.Serve.Reloading;
using HpcClient.Commands.Serve.Status;
using HpcClient.Commands.Serve.Systemd;
using HpcClient.Output;
using HpcClient.Settings.Setup;
using Microsoft.Extensions.Logging;

namespace HpcClient.Commands.Serve;

/// <summary>The long-running form: looks at what must be right before anything can work, then passes until TERM or INT.</summary>
/// <param name="context">Folder, clock, log, vitals and service manager.</param>
/// <param name="options">What was asked for.</param>
internal sealed class ServeRunner(ServeContext context, ServeOptions options)
{
    /// <summary>Runs it.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await StartAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCodes.Success;
        }
    }

    private async Task<int> StartAsync(CancellationToken cancellationToken)
    {
        // Before anything else: a signal that comes during the start must not end the process.
        using var hangup = new HangupSignal();
        using var siteCalls = new SiteCallMeter(context.Vitals);
        var files = new SettingsFiles(context.Folder);
        using var settings = new SettingsInForce(context, files);
        if (!await settings.ReadAsync(cancellationToken))
        {
            return ExitCodes.Settings;
        }

        using var hold = new LedgerHold(context.Folder, context.Time, context.Log);
        if (FolderFault(hold) is { } fault)
        {
            context.Log.LogError("{Fault}", fault);
            return ExitCodes.Folder;
        }

        StatusServer? status = null;
        try
        {
            status = (options.StatusPort ?? settings.Station.Installed.Settings.StatusPort) is { } port ? await StatusServer.StartAsync(port, context.Vitals, cancellationToken) : null;
        }
        catch (IOException e)
        {
            return Failure.Say($"The status pages cannot listen: {e.Message} Choose another status_port in cast.yml, or --status-port.", ExitCodes.Failure);
        }

        await using (status)
        {
            await ServeAsync(new(context, settings, hold, hangup, options.Longest), [hangup, files], status, cancellationToken);
        }

        return ExitCodes.Success;
    }

    private async Task ServeAsync(PassLoop loop, IReadOnlyList<IWakeUp> wakeUps, StatusServer? status, CancellationToken cancellationToken)
    {
        await using var stopping = cancellationToken.UnsafeRegister(_ => context.Notifier.Stopping(), null);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        context.Log.LogInformation("Serving {Folder}.", context.Folder.Root);
        if (status is not null)
        {
            context.Log.LogInformation("Status pages: http://127.0.0.1:{Port}/healthz and /metrics.", status.Port.ToString(CultureInfo.InvariantCulture));
        }

        context.Notifier.Ready();
        var beat = new WatchdogBeat(context.Notifier, context.Vitals, context.Time).RunAsync(end.Token);
        try
        {
            await loop.RunAsync(wakeUps, cancellationToken);
        }
        finally
        {
            // Once more: the registration above is called last, and is gone when the loop has ended before its turn.
            context.Notifier.Stopping();
            await end.CancelAsync();
            await beat.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        context.Log.LogInformation("Stopped.");
    }

    private string? FolderFault(LedgerHold hold)
    {
        if ((FolderParts.MakeMissing(context.Folder) ?? FolderCheck.Fault(context.Folder)) is { } fault)
        {
            return fault;
        }

        try
        {
            hold.Open();
            return null;
        }
        catch (LedgerFaultException e)
        {
            return e.Message;
        }
    }
}
