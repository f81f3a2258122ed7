using HpcClient.Casting.Admission;
using HpcClient.Casting.Ledger;
using HpcClient.Casting.Planning;
using HpcClient.Casting.Planning.Priorities;
using HpcClient.Casting.Planning.Resources;
using HpcClient.Casting.Reporting;
using HpcClient.Casting.Resetting;
using HpcClient.Casting.Selection;
using HpcClient.Casting.Watching;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Jobs;
using HpcClient.Posix.Files;
using HpcClient.Scheduling.Submission;
using HpcClient.Settings.Cast;
using HpcClient.Settings.Folder;
using Microsoft.Extensions.Logging;

namespace HpcClient.Casting.Sweeping;

/// <summary>
/// One pass over the site's jobs: first what became of those that the scheduler has, then what is new: select, admit,
/// plan, promise, submit. A job that cannot go on never stops another.
/// </summary>
public sealed class Sweep
{
    /// <summary>Jobs submitted between two writes of outcomes: what a crash can leave to be looked up.</summary>
    private const int BatchSize = 8;

    private readonly SweepParts _parts;
    private readonly WorkFolder _folder;
    private readonly LedgerStore _ledger;
    private readonly CastSettings _settings;
    private readonly SiteReporter _reporter;
    private readonly List<(JobPlan Plan, LedgerEntry Entry)> _batch = [];
    private readonly PlanDisplay _display;
    private readonly PriorityPlan _priorities;
    private SweepReport _report = new();

    /// <summary>Prepares a sweep; nothing is asked or written yet.</summary>
    public Sweep(SweepParts parts)
    {
        _parts = parts;
        _folder = parts.Folder;
        _ledger = parts.Ledger;
        _settings = parts.Settings;
        _priorities = new(parts.Settings, parts.PriorityRule);
        _display = new(parts.Settings, parts.Context.Log);
        _reporter = new(parts.Site, parts.Ledger, parts.Context.Log);
    }

    /// <summary>Runs the sweep. Faults of site, scheduler, settings and folder come back in the report, not as exceptions.</summary>
    public async Task<SweepReport> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await FollowKnownAsync(cancellationToken);
            await CastNewAsync(cancellationToken);
        }
        catch (SiteException e)
        {
            Fail(SweepProblemKind.Site, e.Message);
        }
        catch (LedgerFaultException e)
        {
            Fail(SweepProblemKind.Folder, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Fail(SweepProblemKind.Folder, $"The folder '{_folder.Root}' cannot be written: {e.Message} Make room on its disk, or make it writable for you. No job is lost: they are cast with the next sweep.");
        }

        return _report;
    }

    private async Task FollowKnownAsync(CancellationToken cancellationToken)
    {
        if (_settings.DryRun)
        {
            return;
        }

        await new SchedulerWatch(_folder, _ledger, _parts.Scheduler, _reporter, _parts.Context).PollAsync(cancellationToken);
        await new QueueHeartbeat(_parts.Site, _ledger, _parts.Scheduler, _parts.Context).BeatAsync(cancellationToken);
    }

    private async Task CastNewAsync(CancellationToken cancellationToken)
    {
        var (renderer, templateFault) = ScriptRenderer.Create(_folder, _settings, _parts.Defaults);
        if (renderer is null)
        {
            Fail(SweepProblemKind.Settings, templateFault!);
            return;
        }

        await _priorities.CheckAsync(cancellationToken);
        if (PriorityFault())
        {
            return;
        }

        var resources = new ResourcePlanner(_settings, _parts.Defaults, _parts.Context.Log);
        if (resources.SettingsFault is { } resourceFault)
        {
            Fail(SweepProblemKind.Settings, resourceFault);
            return;
        }

        await using var candidates = new JobSelector(_parts.Site, _settings, _parts.Context.Log).SelectAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);

        // The list first, as the Python client asked; the group even when nothing is listed, so that its absence is told early.
        var more = await candidates.MoveNextAsync();
        var (whitelist, whitelistFault) = await GroupWhitelist.ReadAsync(_parts.Site, _settings, _parts.Context.Log, cancellationToken);
        if (whitelist is null)
        {
            Fail(SweepProblemKind.Settings, whitelistFault!);
            return;
        }

        var planner = new JobPlanner(resources, renderer, _priorities);
        var reads = new PriorityReads(_parts.Site, _parts.Context.Log);
        bool NeedsPriority(Candidate candidate) => _priorities.IsOn && IsToBePlanned(candidate) && whitelist.Admit(candidate.Job).Refusal is null;
        await foreach (var (candidate, waits) in reads.CompleteAsync(Rest(candidates, more), NeedsPriority, cancellationToken))
        {
            if (waits)
            {
                _report = _report with { Waiting = _report.Waiting + 1 };
                continue;
            }

            await TakeAsync(candidate, whitelist, planner, cancellationToken);
            if (_report.Problem is { Kind: SweepProblemKind.Scheduler } || PriorityFault())
            {
                // The others would meet the same closed door; they stay at the site and come with the next sweep.
                break;
            }
        }

        await SubmitBatchAsync(cancellationToken);
        reads.Warn();
        _priorities.Warn(_parts.Context.Log);
    }

    private static async IAsyncEnumerable<Candidate> Rest(IAsyncEnumerator<Candidate> begun, bool more)
    {
        for (; more; more = await begun.MoveNextAsync())
        {
            yield return begun.Current;
        }
    }

    private bool PriorityFault()
    {
        if (_priorities.Fault is { } fault)
        {
            Fail(SweepProblemKind.Settings, $"{fault} No job is submitted until then.");
        }

        return _priorities.Fault is not null;
    }

    private bool IsToBePlanned(Candidate candidate) => _ledger.Find(candidate.Id) is { } known
        ? known.State is LedgerState.Seen or LedgerState.Admitted
        : !File.Exists(_folder.ScriptOf(candidate.Id));

    private async Task TakeAsync(Candidate candidate, GroupWhitelist whitelist, JobPlanner planner, CancellationToken cancellationToken)
    {
        var known = _ledger.Find(candidate.Id);
        if (known is not null and not { State: LedgerState.Seen or LedgerState.Admitted })
        {
            _report = _report with { Skipped = _report.Skipped + 1 };
            return;
        }

        if (known is null && File.Exists(_folder.ScriptOf(candidate.Id)))
        {
            Adopt(candidate);
            return;
        }

        var entry = known ?? NewEntry(candidate);
        if (whitelist.Admit(candidate.Job).Refusal is { } refusal)
        {
            await RefuseAsync(entry, candidate, refusal, JobState.Cancelled, cancellationToken);
            return;
        }

        await _priorities.PrepareAsync(cancellationToken);
        if (_priorities.Fault is not null)
        {
            _report = _report with { Waiting = _report.Waiting + 1 };
            return;
        }

        switch (planner.Plan(candidate))
        {
            case PlanResult.Malformed malformed:
                // The site's state machine knows no way from pending to failed.
                var final = candidate.Job.State == JobState.Pending ? JobState.Cancelled : JobState.Failed;
                await RefuseAsync(entry, candidate, $"The job was not sent to the HPC cluster. {malformed.Reason}", final, cancellationToken);
                break;
            case PlanResult.TemplateFault fault:
                _report = _report with { Waiting = _report.Waiting + 1 };
                Fail(SweepProblemKind.Settings, $"Job {candidate.Id} waits: {fault.Reason}");
                break;
            case PlanResult.Planned planned:
                _display.Show(planned.Plan);
                await PromiseAsync(planned.Plan, entry, known is null, cancellationToken);
                break;
        }
    }

    private async Task PromiseAsync(JobPlan plan, LedgerEntry entry, bool isNew, CancellationToken cancellationToken)
    {
        if (_settings.DryRun)
        {
            DryRun(plan);
            return;
        }

        if (isNew)
        {
            entry = _ledger.Write(entry with { State = LedgerState.Admitted }, "found at the site and admitted", plan.Candidate.Gear);
        }

        _batch.Add((plan, entry));
        if (_batch.Count == BatchSize)
        {
            await SubmitBatchAsync(cancellationToken);
        }
    }

    private async Task SubmitBatchAsync(CancellationToken cancellationToken)
    {
        if (_batch.Count == 0)
        {
            return;
        }

        var batch = _batch.ToList();
        _batch.Clear();
        foreach (var (plan, result) in await _parts.Submission.SubmitAsync(batch, cancellationToken))
        {
            await TakeInAsync(plan, result, cancellationToken);
        }
    }

    private async Task TakeInAsync(JobPlan plan, SubmissionResult result, CancellationToken cancellationToken)
    {
        switch (result)
        {
            case SubmissionResult.Accepted accepted:
                _report = _report with { Launched = _report.Launched + 1 };
                _parts.Context.Log.LogInformation("Job {JobId} ({Gear}) is {Scheduler} job {SchedulerId}: {Resources}.", plan.Candidate.Id, plan.Candidate.Gear, _parts.Scheduler.Name, accepted.SchedulerJobId, plan.Resources.InWords());
                break;
            case SubmissionResult.Refused { WorthRetrying: false } refused:
                await RefuseAsync(_ledger.Find(plan.Candidate.Id)!, plan.Candidate, $"The HPC cluster did not take the job. {refused.Reason}", plan.Candidate.Job.State == JobState.Pending ? JobState.Cancelled : JobState.Failed, cancellationToken);
                break;
            case SubmissionResult.Refused refused:
                _report = _report with { Waiting = _report.Waiting + 1 };
                Fail(SweepProblemKind.Scheduler, $"{refused.Reason} The job {plan.Candidate.Id} waits and is submitted with a later sweep.");
                break;
            case SubmissionResult.Ambiguous ambiguous:
                _report = _report with { Waiting = _report.Waiting + 1 };
                Fail(SweepProblemKind.Scheduler, $"{ambiguous.Reason} Whether the job {plan.Candidate.Id} was taken is looked up with the next sweeps.");
                break;
        }
    }

    private async Task RefuseAsync(LedgerEntry entry, Candidate candidate, string message, JobState final, CancellationToken cancellationToken)
    {
        if (_settings.DryRun)
        {
            _parts.Context.Log.LogInformation("Dry run: job {JobId} ({Gear}) would be refused: {Reason}", candidate.Id, candidate.Gear, message.Trim());
        }
        else
        {
            try
            {
                await _reporter.RefuseAsync(entry, candidate.Job, message, final, cancellationToken);
            }
            catch (SiteException e) when (e.Fault != SiteFault.Unreachable)
            {
                // Something about this one job; the others go on, and it is offered again with the next sweep.
                _report = _report with { Waiting = _report.Waiting + 1 };
                _parts.Context.Log.LogWarning("Job {JobId} is to be refused, and the site did not take that: {Reason}", candidate.Id, e.Message);
                return;
            }
        }

        _report = _report with { Rejected = _report.Rejected + 1 };
    }

    private void Adopt(Candidate candidate)
    {
        if (!_settings.DryRun)
        {
            _ledger.Write(
                NewEntry(candidate) with { State = LedgerState.Submitted },
                "its script was there before this client knew the job: the Python client cast it, so it is followed and not cast again",
                _folder.ScriptOf(candidate.Id));
        }

        _report = _report with { Skipped = _report.Skipped + 1 };
    }

    private void DryRun(JobPlan plan)
    {
        var path = Path.Combine(_folder.Generated, FolderReset.DryRunFolder, Path.GetFileName(_folder.ScriptOf(plan.Candidate.Id)));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        DurableFile.Write(path, plan.Script, DurableFile.OwnerScript);
        _parts.Context.Log.LogInformation("Dry run: job {JobId} ({Gear}) would be submitted by: {Command}. The script is in {Path}.", plan.Candidate.Id, plan.Candidate.Gear, string.Join(' ', plan.Command), path);
        _report = _report with { Launched = _report.Launched + 1 };
    }

    private LedgerEntry NewEntry(Candidate candidate) => new()
    {
        JobId = candidate.Id,
        State = LedgerState.Seen,
        Scheduler = _parts.Scheduler.Name,
        Gear = candidate.Gear,
        CreatedAt = _parts.Context.Time.GetUtcNow(),
        ChangedAt = _parts.Context.Time.GetUtcNow(),
    };

    private void Fail(SweepProblemKind kind, string sentence)
    {
        _report = _report with { Problem = _report.Problem ?? new(kind, sentence) };
        _parts.Context.Log.LogError("{Problem}", sentence);
    }
}
