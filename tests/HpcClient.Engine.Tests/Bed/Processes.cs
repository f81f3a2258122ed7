namespace HpcClient.Engine.Tests.Bed;

/// <summary>What runs on this machine.</summary>
internal static class Processes
{
    /// <summary>Ids of the processes whose command line is exactly <paramref name="commandLine"/>'s words (paths of the program left out).</summary>
    public static int[] Named(string commandLine) => [.. Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? id : 0)
        .Where(id => id > 0 && CommandLine(id) == commandLine)];

    /// <summary>Ids of the processes in whose command line <paramref name="text"/> stands.</summary>
    public static int[] Showing(string text) => [.. Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? id : 0)
        .Where(id => id > 0 && CommandLine(id).Contains(text, StringComparison.Ordinal))];

    private static string CommandLine(int id)
    {
        try
        {
            var words = File.ReadAllText($"/proc/{id}/cmdline").Split('\0', StringSplitOptions.RemoveEmptyEntries);
            return words.Length == 0 ? "" : string.Join(' ', words.Skip(1).Prepend(Path.GetFileName(words[0])));
        }
        catch (IOException)
        {
            return "";
        }
    }
}
