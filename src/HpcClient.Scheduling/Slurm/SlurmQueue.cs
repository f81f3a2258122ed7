using System.Globalization;
using HpcClient.Posix.Processes;
using HpcClient.Scheduling.Commands;
using HpcClient.Scheduling.Observations;

namespace HpcClient.Scheduling.Slurm;

/// <summary>One look at the queue with squeue.</summary>
internal sealed class SlurmQueue(SchedulerPrograms programs, bool allUsers)
{
    // Found out once a process: squeue of before 2020 knows no separator in --Format, and its rows are then none.
    private volatile bool _isOld;

    /// <summary>
    /// Asks for all our jobs, ended ones that the controller still remembers included. Not by id: squeue fails as a whole
    /// when a single asked id is unknown, and ten thousand ids do not fit an argument. Not by name, for the same length.
    /// </summary>
    public async Task<(IReadOnlyList<Observation> Found, string? Problem)> AskAsync(CancellationToken cancellationToken)
    {
        var answer = await RunAsync(cancellationToken);
        if (!_isOld && IsOfOldRelease(answer))
        {
            _isOld = true;
            answer = await RunAsync(cancellationToken);
        }

        return answer.Problem is { } problem ? ([], problem)
            : IsNoList(answer.Text) ? ([], $"squeue printed something that is no list of jobs: {SlurmRows.FirstWords(answer.Text)}")
            : (Parse(answer.Text), null);
    }

    // What a wrapper prints in the list's place says nothing of jobs, and least of all that they are gone.
    private static bool IsNoList(string text) => !string.IsNullOrWhiteSpace(text) && !SlurmRows.Read(text, SlurmQueueRow.Columns.Count).Any();

    /// <summary>Reads what squeue printed.</summary>
    public static IReadOnlyList<Observation> Parse(string text)
    {
        var rows = SlurmRows.Read(text, SlurmQueueRow.Columns.Count).Select(SlurmQueueRow.Of).ToList();
        var line = new WaitingLine();
        foreach (var row in rows.Where(row => row.StandsInLine))
        {
            foreach (var partition in row.Partitions)
            {
                line.Add(partition, row.Priority, row.Order);
            }
        }

        return rows.ConvertAll(row => row.StandsInLine
            ? row.Job with { JobsAhead = row.Partitions.Min(partition => line.Before(partition, row.Priority, row.Order)) }
            : row.Job);
    }

    private static bool IsOfOldRelease(CommandAnswer answer) => answer.Problem is null
        ? IsNoList(answer.Text)
        : answer.Error.Contains("format specification", StringComparison.OrdinalIgnoreCase);

    private Task<CommandAnswer> RunAsync(CancellationToken cancellationToken)
    {
        // Width 0: as wide as the value is. The separator after each but the last.
        string[] format = _isOld
            ? ["-o", string.Join(SlurmRows.Separator, SlurmQueueRow.OldColumns)]
            : ["-O", string.Join($":0{SlurmRows.Separator},", SlurmQueueRow.Columns) + ":0"];
        List<string> arguments = ["-h", "-t", "all", .. format];
        if (!allUsers)
        {
            // One user lets the controller send that user's jobs only.
            arguments.Add(string.Create(CultureInfo.InvariantCulture, $"--user={ProcessUser.Id}"));
        }

        return programs.AskAsync("squeue", arguments, cancellationToken);
    }
}
