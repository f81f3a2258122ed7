using HpcClient.Posix.Processes;
using HpcClient.Scheduling.Submission;

namespace HpcClient.Scheduling.Commands;

/// <summary>Runs submit commands, one a job: an argument vector, never a shell.</summary>
internal sealed class SubmitCommand(SchedulerPrograms programs, SubmitLanguage language, SchedulerContext context)
{
    /// <summary>Hands over a batch; a fault of one job never throws away the others' results.</summary>
    public async Task<IReadOnlyList<SubmissionResult>> RunAsync(IReadOnlyList<SubmissionIntent> intents, CancellationToken cancellationToken)
    {
        var results = new List<SubmissionResult>(intents.Count);
        foreach (var intent in intents)
        {
            results.Add(await RunAsync(intent, cancellationToken));
        }

        return results;
    }

    private async Task<SubmissionResult> RunAsync(SubmissionIntent intent, CancellationToken cancellationToken)
    {
        if (intent.Command.Count == 0)
        {
            return new SubmissionResult.Refused("The submit command is empty: correct 'command' in cast.yml.", WorthRetrying: false);
        }

        var program = intent.Command[0];
        if (programs.Find(program) is not { } path)
        {
            return new SubmissionResult.Refused(programs.Family.MissingProgram(program), WorthRetrying: true);
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
            var environment = new Dictionary<string, string?>(programs.Family.SubmitEnvironment);
            foreach (var name in context.WithheldVariables)
            {
                environment[name] = null;
            }

            var command = new ChildCommand
            {
                Program = path,
                Arguments = [.. intent.Command.Skip(1)],
                Environment = environment,
                StandardInput = input,

                // A wrapper's children must go with it when its time is up: they could still submit.
                NewSession = true,
            };
            return SubmitAnswer.Read(language, await ChildProcess.RunAsync(command, context.SubmitTimeout, cancellationToken: cancellationToken), program);
        }
        catch (ProgramNotStartedException e)
        {
            return new SubmissionResult.Refused($"{e.Message} Correct PATH or the 'command' in cast.yml.", WorthRetrying: true);
        }
    }
}
