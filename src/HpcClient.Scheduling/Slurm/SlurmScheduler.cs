using HpcClient.Posix.Processes;
using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Submission;

namespace HpcClient.Scheduling.Slurm;

/// <summary>Slurm by its commands: sbatch, squeue, sacct (or scontrol), scancel, sinfo.</summary>
/// <remarks>
/// A submission that Slurm refuses may still leave a job: sbatch answers "Requested node configuration is not available"
/// and the queue then shows a FAILED job of that name with reason BadConstraints. Look-ups by name tell it by its comment.
/// </remarks>
internal sealed class SlurmScheduler(SchedulerContext context) : IScheduler
{
    private static readonly string[] Needed = ["sbatch", "squeue", "scancel", "sinfo"];

    private readonly SlurmPrograms _programs = new(context.ProgramFolder, context.QueryTimeout);

    /// <inheritdoc/>
    public string Name => SlurmDefaults.Name;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SubmissionResult>> SubmitAsync(
        IReadOnlyList<SubmissionIntent> intents, CancellationToken cancellationToken)
    {
        var results = new List<SubmissionResult>(intents.Count);
        foreach (var intent in intents)
        {
            results.Add(await SubmitAsync(intent, cancellationToken));
        }

        return results;
    }

    /// <inheritdoc/>
    public Task<SchedulerSnapshot> ObserveAsync(ObservationQuery query, CancellationToken cancellationToken) => new SlurmObserver(
        new(_programs, context.JobsOfOtherUsers), new(_programs, context.JobsOfOtherUsers), new(_programs), context.TimeProvider)
        .ObserveAsync(query, cancellationToken);

    /// <inheritdoc/>
    public async Task<string?> CancelAsync(string schedulerJobId, CancellationToken cancellationToken)
    {
        var answer = await _programs.AskAsync("scancel", [schedulerJobId], cancellationToken);

        // Releases differ in whether an ended or forgotten job makes scancel fail.
        return answer.Problem is null ||
            answer.Error.Contains("already completing or completed", StringComparison.OrdinalIgnoreCase) ||
            answer.Error.Contains("Invalid job id specified", StringComparison.OrdinalIgnoreCase)
            ? null
            : $"Slurm job {schedulerJobId} could not be cancelled: {answer.Problem}";
    }

    /// <inheritdoc/>
    public async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        if (Needed.FirstOrDefault(program => _programs.Find(program) is null) is { } missing)
        {
            return SlurmPrograms.MissingProgram(missing);
        }

        var answer = await _programs.AskAsync("sinfo", ["-h", "-o", "%P"], cancellationToken);
        return answer switch
        {
            { Problem: { } problem } => $"Slurm does not answer: {problem} Check that slurmctld runs ('scontrol ping') and that SLURM_CONF is set where the configuration is not in its default place.",
            { Text: var text } when string.IsNullOrWhiteSpace(text) => "Slurm answers but shows no partition to our user: ask its administrator which partition we may use.",
            _ => null,
        };
    }

    private async Task<SubmissionResult> SubmitAsync(SubmissionIntent intent, CancellationToken cancellationToken)
    {
        if (intent.Command.Count == 0)
        {
            return new SubmissionResult.Refused("The submit command is empty: correct 'command' in cast.yml.", WorthRetrying: false);
        }

        var program = intent.Command[0];
        if (_programs.Find(program) is not { } path)
        {
            return new SubmissionResult.Refused(SlurmPrograms.MissingProgram(program), WorthRetrying: true);
        }

        string? input;
        try
        {
            input = intent.ScriptOnStandardInput ? await File.ReadAllTextAsync(intent.ScriptPath, cancellationToken) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new SubmissionResult.Refused($"The job script '{intent.ScriptPath}' cannot be read: {e.Message}", WorthRetrying: true);
        }

        try
        {
            var command = new ChildCommand
            {
                Program = path,
                Arguments = [.. intent.Command.Skip(1)],
                Environment = context.WithheldVariables.ToDictionary(name => name, _ => (string?)null),
                StandardInput = input,

                // A wrapper's children must go with it when its time is up: they could still submit.
                NewSession = true,
            };
            return SbatchAnswer.Read(await ChildProcess.RunAsync(command, context.SubmitTimeout, cancellationToken: cancellationToken), program);
        }
        catch (ProgramNotStartedException e)
        {
            return new SubmissionResult.Refused($"{e.Message} Correct PATH or the 'command' in cast.yml.", WorthRetrying: true);
        }
    }
}
