using HpcClient.Posix.Processes;

namespace HpcClient.Scheduling.Commands;

/// <summary>Finds and asks a scheduler's commands.</summary>
/// <param name="family">Whose they are.</param>
/// <param name="context">Where they lie and how long they may take.</param>
internal sealed class SchedulerPrograms(CommandFamily family, SchedulerContext context)
{
    // Grid Engine's accounting takes 1.5 kB a job: 40,000 jobs.
    private const int MaxAnswerBytes = 64 * 1024 * 1024;

    /// <summary>Whose commands these are.</summary>
    public CommandFamily Family => family;

    /// <summary>The full path of a program, or null.</summary>
    public string? Find(string program)
    {
        if (context.ProgramFolder is { } folder && !program.Contains('/', StringComparison.Ordinal) && Executables.Find(Path.Combine(folder, program)) is { } there)
        {
            return there;
        }

        return Executables.Find(program);
    }

    /// <summary>The sentence for the first of some commands that is not there; null when all are.</summary>
    public string? Missing(IReadOnlyList<string> programs) =>
        programs.FirstOrDefault(program => Find(program) is null) is { } missing ? family.MissingProgram(missing) : null;

    /// <summary>Asks one question.</summary>
    /// <returns>What was printed, or a sentence that says why there is no answer.</returns>
    public async Task<CommandAnswer> AskAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        if (Find(program) is not { } path)
        {
            return CommandAnswer.Failed(family.MissingProgram(program));
        }

        try
        {
            var command = new ChildCommand { Program = path, Arguments = arguments, Environment = family.QueryEnvironment, NewSession = true };
            var result = await ChildProcess.RunAsync(command, context.QueryTimeout, MaxAnswerBytes, cancellationToken: cancellationToken);
            return result switch
            {
                { TimedOut: true } => CommandAnswer.Failed($"{program} did not answer within {context.QueryTimeout.TotalSeconds:0} s; the next poll asks again."),

                // Half an answer would make jobs look forgotten.
                { Out.Length: >= MaxAnswerBytes } => CommandAnswer.Failed($"{program} answered with more than {MaxAnswerBytes / (1024 * 1024)} MiB, which is not read."),
                { Succeeded: true } => CommandAnswer.Said(result.Out, result.Error),
                _ => CommandAnswer.Failed($"{program} failed with exit code {result.ExitCode}: {result.LastWords}", result.Error),
            };
        }
        catch (ProgramNotStartedException e)
        {
            return CommandAnswer.Failed(e.Message);
        }
    }
}
