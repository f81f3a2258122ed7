namespace HpcClient.Scheduling.Slurm;

/// <summary>Rows of fields that squeue and sacct print for us.</summary>
internal static class SlurmRows
{
    /// <summary>ASCII unit separator: unlike a bar it stands in no job name, reason or comment.</summary>
    public const char Separator = '\u001f';

    /// <summary>The rows that have <paramref name="count"/> fields; a comment that holds a line break leaves rests, which are no rows.</summary>
    public static IEnumerable<string[]> Read(string text, int count) => text
        .Split('\n')
        .Select(line => line.Split(Separator))
        .Where(fields => fields.Length == count)
        .Select(fields => Array.ConvertAll(fields, field => field.Trim()));
}
