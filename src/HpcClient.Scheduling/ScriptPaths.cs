namespace HpcClient.Scheduling;

/// <summary>Which paths can stand in a job script as they are, between double quotes.</summary>
/// <remarks>
/// Refused are: double quote, dollar, backtick and backslash (bash reads them inside double quotes), percent (Slurm and
/// LSF expand it in the name of the output file) and control characters (they end a line). Spaces, apostrophes and
/// number signs are fine.
/// </remarks>
public static class ScriptPaths
{
    private const string Refused = "\"$`\\%";

    /// <summary>One sentence with the remedy when <paramref name="path"/> cannot stand in a script; null when it can.</summary>
    /// <param name="path">The path.</param>
    /// <param name="alsoRefused">Characters that this scheduler cannot take besides (<see cref="SchedulerDefaults.RefusedInPaths"/>).</param>
    public static string? Fault(string path, string alsoRefused = "")
    {
        var index = path.AsSpan().IndexOfAny(Refused + alsoRefused);
        var character = index >= 0 ? path[index] : path.FirstOrDefault(char.IsControl);
        return character == '\0'
            ? null
            : $"The path '{path}' holds the character {Name(character)}, which cannot be written safely into a job script. Move the folder to a path without it.";
    }

    private static string Name(char character) => char.IsControl(character) ? $"with code {(int)character}" : $"'{character}'";
}
