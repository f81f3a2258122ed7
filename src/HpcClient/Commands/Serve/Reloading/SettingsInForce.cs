using HpcClient.Casting.Watching;
using HpcClient.Commands.Cast;
using HpcClient.Commands.Serve.Status;
using Microsoft.Extensions.Logging;

namespace HpcClient.Commands.Serve.Reloading;

/// <summary>
/// The settings by which jobs are cast now. A file that changes takes over when nothing is wrong with it; otherwise all that
/// is wrong is told once, and the settings before it stay.
/// </summary>
/// <param name="context">Folder, clock, log and vitals.</param>
/// <param name="files">The files.</param>
internal sealed class SettingsInForce(ServeContext context, SettingsFiles files) : IDisposable
{
    private SweepStation? _station;

    /// <summary>What sweeps work with.</summary>
    public SweepStation Station => _station ?? throw new InvalidOperationException("Asked before the settings were read.");

    /// <summary>The scheduler of <see cref="Station"/>, as it was met.</summary>
    public MeteredScheduler Scheduler { get; private set; } = null!;

    /// <summary>Reads the files.</summary>
    /// <returns>Whether they took over; what is wrong with them stands in the log otherwise.</returns>
    public async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        files.Remember();
        var reader = new InstallationReader(context.Folder, context.Log);
        var read = await reader.ReadAsync(cancellationToken);

        // All of them are asked, so that all faults are told at once. A sweep would find these too, and cast nothing then.
        if (read is null || !(reader.CheckTemplates(read.Settings) & reader.CheckDefaults(read.Settings)))
        {
            context.Vitals.SettingsAreFaulty(true);
            return false;
        }

        var before = _station;
        _station = new(
            context.Folder, read, new WatchContext(context.Time, context.PassLog),
            scheduler => Scheduler = new MeteredScheduler(scheduler, context.Vitals, context.Time));
        before?.Dispose();
        context.Vitals.SettingsAreFaulty(false);
        return true;
    }

    /// <summary>Reads the files again when they changed, or when somebody asks for it.</summary>
    /// <param name="isAsked">Whether somebody asked (SIGHUP).</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RefreshAsync(bool isAsked, CancellationToken cancellationToken)
    {
        if (!isAsked && !files.IsCalled())
        {
            return;
        }

        context.Notifier.Reloading(context.Time);
        try
        {
            if (await ReadAsync(cancellationToken))
            {
                context.Log.LogInformation("The settings were read again and are in force (cluster {Cluster}).", Station.Installed.Settings.Cluster);
            }
            else
            {
                context.Log.LogWarning("The settings of before stay in force until these faults are mended.");
            }
        }
        finally
        {
            context.Notifier.Ready();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _station?.Dispose();
}
