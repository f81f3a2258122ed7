namespace HpcClient.Scheduling.Commands;

/// <summary>What the commands of one scheduler have in common.</summary>
internal sealed record CommandFamily
{
    private static readonly Dictionary<string, string?> Unchanged = [];

    /// <summary>The scheduler as people call it, such as <c>Slurm</c>.</summary>
    public required string Product { get; init; }

    /// <summary>Variables for queries, so that the commands print what we parse; null removes one.</summary>
    public IReadOnlyDictionary<string, string?> QueryEnvironment { get; init; } = Unchanged;

    /// <summary>The same for submit commands, whose environment may reach the job.</summary>
    public IReadOnlyDictionary<string, string?> SubmitEnvironment { get; init; } = Unchanged;

    /// <summary>The sentence for a command that is not there.</summary>
    public string MissingProgram(string program) =>
        $"{Product}'s command '{program}' is not on PATH. Install the {Product} client commands on this machine, or extend PATH in settings/start-cast.sh (cron starts with a short one).";
}
