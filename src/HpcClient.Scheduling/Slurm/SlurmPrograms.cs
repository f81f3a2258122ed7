using HpcClient.Posix.Processes;

namespace HpcClient.Scheduling.Slurm;

/// <summary>Runs Slurm's commands.</summary>
/// <param name="folder">Folder that holds them where they are not on PATH.</param>
/// <param name="timeout">How long one may take.</param>
internal sealed class SlurmPrograms(string? folder, TimeSpan timeout)
{
    // Variables by which a user changes what the commands print; ours must print what we parse. Times come as seconds
    // since 1970, so that neither time zone nor summer time matters.
    private static readonly Dictionary<string, string?> QueryEnvironment = new()
    {
        ["SLURM_TIME_FORMAT"] = "%s",
        ["SQUEUE_ALL"] = null,
        ["SQUEUE_FORMAT"] = null,
        ["SQUEUE_FORMAT2"] = null,
        ["SQUEUE_NAMES"] = null,
        ["SQUEUE_PARTITION"] = null,
        ["SQUEUE_QOS"] = null,
        ["SQUEUE_SORT"] = null,
        ["SQUEUE_STATES"] = null,
        ["SQUEUE_USERS"] = null,
        ["SQUEUE_ACCOUNT"] = null,
        ["SQUEUE_ARRAY"] = null,
        ["SACCT_FORMAT"] = null,
    };

    /// <summary>The full path of a program, or null.</summary>
    public string? Find(string program)
    {
        if (folder is not null && !program.Contains('/', StringComparison.Ordinal) && Executables.Find(Path.Combine(folder, program)) is { } there)
        {
            return there;
        }

        return Executables.Find(program);
    }

    /// <summary>Asks one question.</summary>
    /// <returns>What was printed, or a sentence that says why there is no answer.</returns>
    public async Task<SlurmAnswer> AskAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        if (Find(program) is not { } path)
        {
            return SlurmAnswer.Failed(MissingProgram(program));
        }

        try
        {
            var command = new ChildCommand { Program = path, Arguments = arguments, Environment = QueryEnvironment, NewSession = true };
            var result = await ChildProcess.RunAsync(command, timeout, cancellationToken: cancellationToken);
            return result switch
            {
                { TimedOut: true } => SlurmAnswer.Failed($"{program} did not answer within {timeout.TotalSeconds:0} s; the next poll asks again."),
                { Succeeded: true } => SlurmAnswer.Said(result.Out, result.Error),
                _ => SlurmAnswer.Failed($"{program} failed with exit code {result.ExitCode}: {result.LastWords}", result.Error),
            };
        }
        catch (ProgramNotStartedException e)
        {
            return SlurmAnswer.Failed(e.Message);
        }
    }

    /// <summary>The sentence for a command that is not there.</summary>
    public static string MissingProgram(string program) =>
        $"Slurm's command '{program}' is not on PATH. Install the Slurm client commands on this machine, or extend PATH in settings/start-cast.sh (cron starts with a short one).";
}
