using HpcClient.Casting.Ledger;
using HpcClient.Casting.Sweeping;
using HpcClient.Casting.Watching;
using HpcClient.Flywheel;
using HpcClient.Scheduling;
using HpcClient.Scheduling.Priorities;
using HpcClient.Settings.Folder;
using Microsoft.Extensions.Logging;

namespace HpcClient.Commands.Cast;

/// <summary>
/// What sweeps work with, made of one reading of the settings: the site's client and the scheduler. <c>run</c> sweeps once
/// with it, <c>serve</c> until the settings change.
/// </summary>
internal sealed class SweepStation : IDisposable
{
    private readonly WorkFolder _folder;
    private readonly Installed _installed;
    private readonly WatchContext _context;
    private readonly SiteClient _site;
    private readonly IScheduler _scheduler;
    private readonly IPriorityRule _priorityRule;

    /// <summary>Makes site client and scheduler; nothing is asked yet.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="installed">Its settings.</param>
    /// <param name="context">Clock, log and intervals.</param>
    /// <param name="around">What is put around the scheduler, such as a meter; null for nothing.</param>
    public SweepStation(WorkFolder folder, Installed installed, WatchContext context, Func<IScheduler, IScheduler>? around = null)
    {
        _folder = folder;
        _installed = installed;
        _context = context;
        var cluster = installed.Settings.Cluster;
        var place = SchedulerPlace.Of(folder, installed.Settings, context.Time, context.Log);
        var scheduler = SchedulerRegistry.Create(cluster, place);
        _scheduler = new FinishingScheduler(around is null ? scheduler : around(scheduler), context.Time);
        _priorityRule = SchedulerRegistry.PriorityRule(cluster, place);
        _site = new(installed.Access, new SiteClientOptions { GenerationFound = Tell }, context.Time);
    }

    /// <summary>The settings.</summary>
    public Installed Installed => _installed;

    /// <summary>Sweeps once.</summary>
    /// <param name="ledger">Our memory, with its lease taken.</param>
    /// <param name="cancellationToken">Ends the sweep at its next safe point.</param>
    public Task<SweepReport> SweepAsync(LedgerStore ledger, CancellationToken cancellationToken)
    {
        var parts = new SweepParts(_folder, _installed.Settings, _site, ledger, _scheduler)
        {
            Defaults = SchedulerRegistry.Defaults(_installed.Settings.Cluster)!,
            PriorityRule = _priorityRule,
            Context = _context,
        };
        return new Sweep(parts).RunAsync(cancellationToken);
    }

    private void Tell(ApiGeneration generation)
    {
        if (generation == ApiGeneration.Core2018)
        {
            _context.Log.LogInformation(
                "The site {Site} speaks the API of 2018: the secret goes with every call, and jobs are claimed one by one, at most {Limit} (max_claimed_jobs).",
                _installed.Access.Address, _installed.Settings.MaxClaimedJobs);
        }
        else
        {
            _context.Log.LogDebug("The site {Site} speaks the current API.", _installed.Access.Address);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _site.Dispose();
}
