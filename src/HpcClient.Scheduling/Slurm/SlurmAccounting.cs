using System.Globalization;
using HpcClient.Posix.Processes;
using HpcClient.Scheduling.Commands;
using HpcClient.Scheduling.Observations;

namespace HpcClient.Scheduling.Slurm;

/// <summary>One look at the accounting with sacct.</summary>
internal sealed class SlurmAccounting(SchedulerPrograms programs, bool allUsers)
{
    // All of them. Without states sacct passes over jobs that were cancelled before they could ever start (held, or
    // waiting for a dependency), because it then goes by the time of eligibility.
    private const string AllStates = "PD,R,S,RQ,RS,CD,CA,F,TO,NF,PR,BF,DL,OOM,RV";

    // Linux refuses a single argument of 128 KiB and more.
    private const int MaxListBytes = 100_000;

    // Clocks of two machines differ, and accounting is written late.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(15);

    private readonly SlurmAccountingColumns _columns = new();

    /// <summary>Asks for some jobs by id or by name.</summary>
    public async Task<CommandAnswer> AskAsync(
        IReadOnlyCollection<string> ids, IReadOnlyCollection<string> names, TimeSpan age, CancellationToken cancellationToken)
    {
        var which = Which(ids, names, age);
        CommandAnswer answer;
        do
        {
            // sacct refuses an unknown column before it asks the database anything.
            answer = await programs.AskAsync("sacct", [.. which, $"--format={_columns.Format}"], cancellationToken);
        }
        while (_columns.Refuses(answer));

        // With the separator there is a row; without one, what a wrapper prints in the list's place says nothing of jobs.
        return answer.Problem is null && !string.IsNullOrWhiteSpace(answer.Text) && !answer.Text.Contains(SlurmRows.Separator, StringComparison.Ordinal)
            ? CommandAnswer.Failed($"sacct printed something that is no list of jobs: {SlurmRows.FirstWords(answer.Text)}", answer.Error) : answer;
    }

    /// <summary>Whether an answer says that there is no accounting at all, as opposed to one that is out of order.</summary>
    public static bool IsSwitchedOff(CommandAnswer answer) =>
        answer.Error.Contains("accounting storage is disabled", StringComparison.OrdinalIgnoreCase) ||
        answer.Error.Contains("accounting storage not enabled", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads an answer.</summary>
    public IReadOnlyList<Observation> Parse(string text) => new SlurmAccountingRows(_columns).Read(text);

    private List<string> Which(IReadOnlyCollection<string> ids, IReadOnlyCollection<string> names, TimeSpan age)
    {
        // Duplicates are the earlier runs of jobs that were put back into the queue: they are counted.
        // Relative, hence free of time zones: "now-3600" is taken in seconds.
        var seconds = (long)(age + Slack).TotalSeconds;
        List<string> arguments =
        [
            "-n", "-P", "--duplicates", $"--delimiter={SlurmRows.Separator}", string.Create(CultureInfo.InvariantCulture, $"--starttime=now-{seconds}"),
        ];

        // The two filters narrow each other, so that only one of them can be used; and without a filter all users' jobs
        // would come, of whom we want one.
        string[] states = [$"--state={AllStates}", string.Create(CultureInfo.InvariantCulture, $"--endtime=now+{Slack.TotalSeconds}")];
        var jobs = string.Join(',', ids);
        var jobNames = string.Join(',', names);
        if (names.Count == 0 && jobs.Length < MaxListBytes)
        {
            arguments.AddRange(["--allusers", $"--jobs={jobs}"]);
        }
        else if (ids.Count == 0 && jobNames.Length < MaxListBytes)
        {
            arguments.AddRange(["--allusers", $"--name={jobNames}", .. states]);
        }
        else
        {
            arguments.AddRange(states);
            arguments.Add(allUsers ? "--allusers" : string.Create(CultureInfo.InvariantCulture, $"--user={ProcessUser.Id}"));
        }

        return arguments;
    }
}
