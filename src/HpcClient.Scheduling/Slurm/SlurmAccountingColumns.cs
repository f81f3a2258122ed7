using System.Text.RegularExpressions;
using HpcClient.Scheduling.Commands;

namespace HpcClient.Scheduling.Slurm;

/// <summary>
/// The columns that sacct is asked for. Releases differ in what they know, and sacct fails as a whole when asked for one
/// that it does not: such a one is asked for once a process and never again.
/// </summary>
internal sealed partial class SlurmAccountingColumns
{
    // The comment last: what follows a line break in it is lost, and must be nothing else.
    private static readonly string[] All =
    [
        "JobID", "JobName", "State", "ExitCode", "Start", "End", "MaxRSS", "TotalCPU", "NodeList", "Reason", "Submit",
        "Timelimit", "AllocCPUS", "ReqMem", "AllocTRES", "TRESUsageInTot", "Restarts", "Comment",
    ];

    private static readonly string[] Dispensable = ["Timelimit", "AllocCPUS", "ReqMem", "AllocTRES", "TRESUsageInTot", "Restarts"];

    private volatile string[] _known = All;

    /// <summary>How many there are.</summary>
    public int Count => _known.Length;

    /// <summary>As sacct takes them.</summary>
    public string Format => string.Join(',', _known);

    /// <summary>Whether an answer refuses a column that can be done without; it is left out from then on.</summary>
    public bool Refuses(CommandAnswer answer)
    {
        if (answer.Problem is null || Refused().Match(answer.Error) is not { Success: true } match)
        {
            return false;
        }

        var name = Dispensable.FirstOrDefault(column => column.Equals(match.Groups[1].Value, StringComparison.OrdinalIgnoreCase));
        var left = _known.Where(column => column != name).ToArray();
        var isNews = left.Length < _known.Length;
        _known = left;
        return isNews;
    }

    /// <summary>Where a column stands in a row; -1 where it is not asked for.</summary>
    public int IndexOf(string column) => Array.IndexOf(_known, column);

    [GeneratedRegex("Invalid field requested: \"?([A-Za-z]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Refused();
}
