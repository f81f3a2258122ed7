using HpcClient.Commands.Completion;
using HpcClient.Settings.Folder;

namespace HpcClient.Commands.Service;

/// <summary>The line by which cron sweeps each minute, in a user's table.</summary>
/// <param name="folder">The installation.</param>
internal sealed class CronTable(WorkFolder folder)
{
    // A number sign in the middle of a line begins no comment for cron, but one for the shell that runs the line.
    private string Mark => $"# fw-hpc-client {folder.Root.Replace("%", "\\%", StringComparison.Ordinal)}";

    /// <summary>The line. Cron takes a percent sign for the end of the command unless a backslash stands before it.</summary>
    public string Line =>
        $"* * * * * {ShellText.Quote(folder.StartFile)} --quiet >> {ShellText.Quote(Path.Combine(folder.Root, "logs", "cast.log"))} 2>&1".Replace("%", "\\%", StringComparison.Ordinal) + $" {Mark}";

    /// <summary>Whether <paramref name="table"/> has our line.</summary>
    public bool IsIn(string table) => table.Split('\n').Any(IsOurs);

    /// <summary><paramref name="table"/> with our line, once.</summary>
    public string With(string table) => Without(table) + Line + "\n";

    /// <summary><paramref name="table"/> without our line; all others stay as they are.</summary>
    public string Without(string table)
    {
        var lines = table.Split('\n').Where(line => !IsOurs(line)).ToArray();
        var text = string.Join('\n', lines);
        return text.Length == 0 || text.EndsWith('\n') ? text : text + "\n";
    }

    private bool IsOurs(string line) => line.TrimEnd().EndsWith(Mark, StringComparison.Ordinal);
}
