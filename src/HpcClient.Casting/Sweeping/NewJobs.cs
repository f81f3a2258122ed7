using System.Runtime.CompilerServices;
using HpcClient.Casting.Admission;
using HpcClient.Casting.Planning;
using HpcClient.Casting.Planning.Priorities;
using HpcClient.Casting.Planning.Resources;
using HpcClient.Casting.Selection;
using HpcClient.Casting.Watching;
using HpcClient.Flywheel;

namespace HpcClient.Casting.Sweeping;

/// <summary>The second half of a sweep: reads the site's list and casts what is new.</summary>
/// <param name="parts">What the sweep works with.</param>
/// <param name="tally">Counts.</param>
/// <param name="presence">Takes in all that the list shows.</param>
internal sealed class NewJobs(SweepParts parts, SweepTally tally, SitePresence presence)
{
    private readonly GearLookup _gears = new(parts.Site, parts.Context.Log);
    private bool _claims;
    private readonly PriorityPlan _priorities = new(parts.Settings, parts.PriorityRule);

    /// <summary>Casts them.</summary>
    public async Task CastAsync(CancellationToken cancellationToken)
    {
        if (await PlannerAsync(cancellationToken) is not { } planner)
        {
            return;
        }

        _claims = await parts.Site.FindGenerationAsync(cancellationToken) == ApiGeneration.Core2018 || parts.Settings is { ClaimJobs: true, DryRun: false };
        await using var candidates = (_claims
            ? new ClaimedJobs(parts, presence, _gears).ClaimAsync(cancellationToken)
            : new JobSelector(parts.Site, parts.Settings, parts.Context.Log, presence.Add).SelectAsync(cancellationToken)).GetAsyncEnumerator(cancellationToken);

        // The list first, as the Python client asked; the group even when nothing is listed, so that its absence is told early.
        // Where jobs are claimed it comes before: nothing is taken from the site that nobody could admit.
        var more = !_claims && await candidates.MoveNextAsync();
        var (whitelist, fault) = await GroupWhitelist.ReadAsync(parts.Site, parts.Settings, parts.Context.Log, cancellationToken);
        if (whitelist is null)
        {
            tally.Fail(SweepProblemKind.Settings, fault!);
            return;
        }

        await TakeAllAsync(AllAsync(candidates, more, cancellationToken), new(parts, tally, whitelist, planner, _priorities), cancellationToken);
    }

    private async Task TakeAllAsync(IAsyncEnumerable<Candidate> candidates, JobIntake intake, CancellationToken cancellationToken)
    {
        var reads = new PriorityReads(parts.Site, parts.Context.Log);
        var whole = true;
        await foreach (var (candidate, waits) in reads.CompleteAsync(candidates, job => _priorities.IsOn && intake.WillPlan(job), cancellationToken))
        {
            if (waits)
            {
                tally.Waits();
                continue;
            }

            await intake.TakeAsync(candidate, cancellationToken);
            if (tally.Report.Problem is { Kind: SweepProblemKind.Scheduler } || IsPriorityAtFault())
            {
                // The others would meet the same closed door; they stay at the site and come with the next sweep.
                whole = false;
                break;
            }
        }

        // Without a hold engine the list is of pending jobs, and where jobs are claimed nothing is listed: running ones are absent.
        presence.IsWhole = whole && parts.Settings.UseHoldEngine && !_claims;
        await intake.FlushAsync(cancellationToken);
        reads.Warn();
        _priorities.Warn(parts.Context.Log);
    }

    /// <returns>The planner; null when the settings do not allow to plan anything, which is told then.</returns>
    private async Task<JobPlanner?> PlannerAsync(CancellationToken cancellationToken)
    {
        var (renderer, fault) = ScriptRenderer.Create(parts.Folder, parts.Settings, parts.Defaults);
        if (renderer is null)
        {
            tally.Fail(SweepProblemKind.Settings, fault!);
            return null;
        }

        await _priorities.CheckAsync(cancellationToken);
        if (IsPriorityAtFault())
        {
            return null;
        }

        var resources = new ResourcePlanner(parts.Settings, parts.Defaults, parts.Context.Log);
        if (resources.SettingsFault is { } resourceFault)
        {
            tally.Fail(SweepProblemKind.Settings, resourceFault);
            return null;
        }

        return new(resources, renderer, _priorities);
    }

    private bool IsPriorityAtFault()
    {
        if (_priorities.Fault is { } fault)
        {
            tally.Fail(SweepProblemKind.Settings, $"{fault} No job is submitted until then.");
        }

        return _priorities.Fault is not null;
    }

    private async IAsyncEnumerable<Candidate> AllAsync(IAsyncEnumerator<Candidate> begun, bool more, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (; more; more = await begun.MoveNextAsync())
        {
            yield return begun.Current;
        }

        await foreach (var again in new ResubmittedJobs(parts, presence, _gears).ReadAsync(_claims, cancellationToken))
        {
            yield return again;
        }

        // Last, and only as they are asked for: with a closed door at the scheduler no more are taken from the site.
        while (_claims && await begun.MoveNextAsync())
        {
            yield return begun.Current;
        }
    }
}
