using HpcClient.Posix.Processes;
using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Submission;
using Microsoft.Extensions.Logging;

namespace HpcClient.Scheduling.Local;

/// <summary>
/// Keeps jobs in slots on one workstation, without any batch system. A job that got its slot is watched by a shepherd
/// process of its own, so that jobs go on, and queued ones start, when the client has long ended.
/// </summary>
/// <remarks>
/// CPUs and memory are counted, not enforced: a job that takes more than it asked for is not stopped. Jobs start strictly
/// in the order of submission. GPUs are not counted. The submit command and the directives of the script are not read.
/// </remarks>
internal sealed class LocalScheduler(SchedulerContext context) : IScheduler
{
    private readonly LocalState _state = new(context.LocalStateFolder, context.TimeProvider);
    private readonly LocalQueue _queue = new(new(context.LocalStateFolder, context.TimeProvider), context.ShepherdCommand, context.TimeProvider)
    {
        WithheldVariables = context.WithheldVariables,
    };

    /// <inheritdoc/>
    public string Name => LocalDefaults.Name;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SubmissionResult>> SubmitAsync(
        IReadOnlyList<SubmissionIntent> intents, CancellationToken cancellationToken)
    {
        try
        {
            using var held = await _state.LockAsync(cancellationToken);
            var known = _state.Active().Where(job => job.End is null).ToDictionary(job => job.JobName, job => job.Id);
            var results = intents.Select(intent => Take(intent, known)).ToList();
            _state.Prune();
            if (await _queue.AdvanceAsync(cancellationToken) is { } problem)
            {
                // The jobs are taken all the same; the next observation says it again to whoever asks.
                context.Logger?.LogWarning("{Problem}", problem);
            }

            return results;
        }
        catch (Exception e) when (IsFolderFault(e))
        {
            return [.. intents.Select(_ => new SubmissionResult.Refused(FolderFault(e), WorthRetrying: true))];
        }
    }

    /// <inheritdoc/>
    public async Task<SchedulerSnapshot> ObserveAsync(ObservationQuery query, CancellationToken cancellationToken)
    {
        var at = context.TimeProvider.GetUtcNow();
        var asked = context.TimeProvider.GetTimestamp();
        try
        {
            using var held = await _state.LockAsync(cancellationToken);
            var problem = await _queue.AdvanceAsync(cancellationToken);
            var ids = query.SchedulerJobIds.ToHashSet();
            var names = query.JobNames.ToHashSet();
            return new()
            {
                At = at,
                Observations = [.. LocalObservation.Of(_state.Active().Concat(_state.Ended().Where(job => ids.Contains(job.Id) || names.Contains(job.JobName))))
                    .Where(seen => ids.Contains(seen.SchedulerJobId) || names.Contains(seen.JobName))],
                QueueAnswered = true,
                AccountingAnswered = true,
                Took = context.TimeProvider.GetElapsedTime(asked),
                Problems = problem is null ? [] : [problem],
            };
        }
        catch (Exception e) when (IsFolderFault(e))
        {
            return new() { At = at, Observations = [], QueueAnswered = false, AccountingAnswered = false, Problems = [FolderFault(e)] };
        }
    }

    /// <inheritdoc/>
    public async Task<string?> CancelAsync(string schedulerJobId, CancellationToken cancellationToken)
    {
        try
        {
            using var held = await _state.LockAsync(cancellationToken);
            if (_state.Active().FirstOrDefault(job => job.Id == schedulerJobId) is { } job)
            {
                job.Cancel ??= new(context.TimeProvider.GetUtcNow());
                if (job.Watch?.Process is { } shepherd && shepherd.IsAlive())
                {
                    // It stops the job, first gently, and records the end.
                    Signals.Send(shepherd.ProcessId, Signal.Terminate);
                }
                else if (job.Run?.Process is { } script && script.IsAlive())
                {
                    Signals.SendToGroup(script.ProcessId, Signal.Terminate);
                }

                _ = await _queue.AdvanceAsync(cancellationToken);
            }

            return null;
        }
        catch (Exception e) when (IsFolderFault(e))
        {
            return $"Local job {schedulerJobId} could not be cancelled: {FolderFault(e)}";
        }
    }

    /// <inheritdoc/>
    public async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        if (((string[])["bash", "setsid"]).FirstOrDefault(program => Executables.Find(program) is null) is { } missing)
        {
            return $"The program '{missing}' is not on PATH; local jobs need it. Install it (bash, util-linux) or extend PATH.";
        }

        if (context.ShepherdCommand.Count == 0 || Executables.Find(context.ShepherdCommand[0]) is null)
        {
            return $"The program that watches local jobs, '{string.Join(' ', context.ShepherdCommand)}', is missing or not executable: reinstall fw-hpc-client.";
        }

        try
        {
            using var held = await _state.LockAsync(cancellationToken);
            return LocalSlots.Read(_state.SlotsFile).Fault;
        }
        catch (Exception e) when (IsFolderFault(e))
        {
            return FolderFault(e);
        }
    }

    private SubmissionResult Take(SubmissionIntent intent, Dictionary<string, string> known)
    {
        if (known.TryGetValue(intent.JobName, out var id))
        {
            return new SubmissionResult.Accepted(id);
        }

        if (Fault(intent) is { } fault)
        {
            return fault;
        }

        var job = _state.Add(new()
        {
            JobName = intent.JobName,
            Nonce = intent.Nonce,
            ScriptPath = Path.GetFullPath(intent.ScriptPath),
            OutputPath = Path.GetFullPath(intent.OutputPath),
            Cpus = Math.Max(1, intent.Resources.CpuCount),
            MemoryBytes = intent.Resources.MemoryBytes,
            SubmittedAt = context.TimeProvider.GetUtcNow(),
        });
        known.Add(intent.JobName, job.Id);
        return new SubmissionResult.Accepted(job.Id);
    }

    private SubmissionResult.Refused? Fault(SubmissionIntent intent)
    {
        if (intent.JobName.Length is 0 or > 200 || !intent.JobName.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
        {
            return new($"'{intent.JobName}' cannot name a local job: use letters, digits, '-', '_' and '.' only.", WorthRetrying: false);
        }

        var (slots, fault) = LocalSlots.Read(_state.SlotsFile);
        if (slots is null)
        {
            return new(fault!, WorthRetrying: true);
        }

        var (cpus, memory) = (intent.Resources.CpuCount, intent.Resources.MemoryBytes);
        return cpus > slots.Cpus || memory > slots.MemoryBytes
            ? new($"The job asks for {cpus} CPUs and {Gigabytes(memory)} GB of memory, and this machine gives local jobs {slots.Cpus} CPUs and {Gigabytes(slots.MemoryBytes)} GB: lower scheduler_cpu or scheduler_ram (or correct '{_state.SlotsFile}').", WorthRetrying: false)
            : null;
    }

    private static string Gigabytes(long bytes) => (bytes / (1024d * 1024 * 1024)).ToString("0.#", System.Globalization.CultureInfo.InvariantCulture);

    private static bool IsFolderFault(Exception e) => e is IOException or UnauthorizedAccessException or TimeoutException or InvalidDataException or System.Text.Json.JsonException;

    private string FolderFault(Exception e) => $"The folder of local jobs '{_state.Root}' cannot be used: {e.Message} Check that it can be written and has space.";
}
