namespace HpcClient.Scheduling.Tests.Slurm;

/// <summary>Rows as squeue and sacct print them for us, with a bar in place of the separator; values may be bash's, such as <c>$i</c>.</summary>
internal static class SlurmText
{
    /// <summary>A row of squeue.</summary>
    public static string Queue(
        string id, string name, string state, string reason = "None", string node = "n1", string start = "10", string end = "20", string partition = "main",
        string priority = "1", string tres = "cpu=1,mem=64M,node=1,billing=1", string restarts = "0", string dependency = "(null)", string comment = "c") =>
        $"{id}|{name}|{state}|{reason}|{node}|{start}|{end}|5|{partition}|{priority}|{tres}|1:00:00|{restarts}|{dependency}|{comment}";

    /// <summary>A row of sacct.</summary>
    public static string Accounting(
        string id, string name, string state, string exit = "0:0", string start = "10", string end = "20", string node = "n1", string submit = "5", string comment = "c") =>
        $"{id}|{name}|{state}|{exit}|{start}|{end}||00:01|{node}|None|{submit}|01:00:00|1|64M|billing=1,cpu=1,mem=64M,node=1||0|{comment}";

    /// <summary>A bash command that prints a row.</summary>
    public static string Echo(string row) => $"echo \"{row.Replace("|", "${FS}", StringComparison.Ordinal)}\"";

    /// <summary>Rows with the real separator.</summary>
    public static string Rows(string rows) => rows.Replace('|', HpcClient.Scheduling.Slurm.SlurmRows.Separator);
}
