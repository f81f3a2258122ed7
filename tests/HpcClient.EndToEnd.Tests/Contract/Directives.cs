namespace HpcClient.EndToEnd.Tests.Contract;

/// <summary>What a script tells its scheduler, without wording: quotes and the sign before a value do not matter.</summary>
internal static class Directives
{
    private static readonly string[] Marks = ["#SBATCH ", "#BSUB ", "#$ "];

    public static IReadOnlyList<string> Of(string script) =>
    [
        .. script.Split('\n')
            .Where(line => Marks.Any(mark => line.StartsWith(mark, StringComparison.Ordinal)))
            .Select(line => line.Replace("\"", "", StringComparison.Ordinal).Replace("--output ", "--output=", StringComparison.Ordinal).Trim()),
    ];

    /// <summary>Whether a directive asks for CPUs.</summary>
    public static bool IsCpu(string directive) =>
        directive.StartsWith("#SBATCH --cpus-per-task", StringComparison.Ordinal) || directive.StartsWith("#BSUB -n ", StringComparison.Ordinal)
        || directive.StartsWith("#$ -pe ", StringComparison.Ordinal);

    /// <summary>Whether a directive asks for memory.</summary>
    public static bool IsMemory(string directive) =>
        directive.StartsWith("#SBATCH --mem", StringComparison.Ordinal) || directive.StartsWith("#BSUB -R ", StringComparison.Ordinal)
        || directive.StartsWith("#$ -l h_vmem", StringComparison.Ordinal);
}
