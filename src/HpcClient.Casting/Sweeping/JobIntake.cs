using HpcClient.Casting.Admission;
using HpcClient.Casting.Planning;
using HpcClient.Casting.Planning.Priorities;
using HpcClient.Casting.Selection;

namespace HpcClient.Casting.Sweeping;

/// <summary>Takes one job of the site after the other through admission and planning. What is wrong with one never stops another.</summary>
/// <param name="parts">What the sweep works with.</param>
/// <param name="tally">Counts.</param>
/// <param name="whitelist">Who may run jobs here.</param>
/// <param name="planner">Reads what they ask for.</param>
/// <param name="priorities">Whether their priority can be given.</param>
internal sealed class JobIntake(SweepParts parts, SweepTally tally, GroupWhitelist whitelist, JobPlanner planner, PriorityPlan priorities)
{
    private readonly JobMemory _memory = new(parts);
    private readonly JobRefusal _refusal = new(parts, tally);
    private readonly JobHandover _handover = new(parts, tally);
    private readonly EarlierJob _earlier = new(parts);

    /// <summary>Whether a job is about to be planned, so that its priority matters.</summary>
    public bool WillPlan(Candidate candidate) => _memory.IsToBeCast(candidate) && whitelist.Admit(candidate.Job).Refusal is null;

    /// <summary>Takes one job.</summary>
    public async Task TakeAsync(Candidate candidate, CancellationToken cancellationToken)
    {
        var known = _memory.Find(candidate);
        if (!_memory.IsToBeCast(candidate, known))
        {
            if (known is null && !parts.Settings.DryRun)
            {
                _memory.Adopt(candidate);
            }

            tally.Skipped();
            return;
        }

        var entry = known ?? _memory.New(candidate);
        if (whitelist.Admit(candidate.Job).Refusal is { } refusal)
        {
            await _refusal.CancelAsync(entry, candidate, refusal, cancellationToken);
            return;
        }

        if (entry.PreviousJobId is { } previous)
        {
            // The site may retry a job while its list is being read; the earlier one then stands in the batch already.
            await _handover.FlushWithAsync(previous, cancellationToken);
        }

        // A job that was claimed stands in the ledger already, without a word on why it waits.
        if (await _earlier.HoldsAsync(entry, known is null or { Submissions: 0, Reason: null }, cancellationToken))
        {
            tally.Waits();
            return;
        }

        if (entry.Submissions > 0 && !parts.Settings.DryRun && await parts.Ends.IsSettledByEngineAsync(entry, cancellationToken))
        {
            tally.Skipped();
            return;
        }

        await priorities.PrepareAsync(cancellationToken);
        if (priorities.Fault is not null)
        {
            tally.Waits();
            return;
        }

        switch (planner.Plan(candidate, entry))
        {
            case PlanResult.Malformed malformed:
                await _refusal.FailAsync(entry, candidate, $"The job was not sent to the HPC cluster. {malformed.Reason}", cancellationToken);
                break;
            case PlanResult.TemplateFault fault:
                tally.Waits();
                tally.Fail(SweepProblemKind.Settings, $"Job {candidate.Id} waits: {fault.Reason}");
                break;
            case PlanResult.Planned planned:
                await _handover.AddAsync(planned.Plan, entry, known is null, cancellationToken);
                break;
        }
    }

    /// <summary>Submits what has gathered.</summary>
    public Task FlushAsync(CancellationToken cancellationToken) => _handover.FlushAsync(cancellationToken);
}
