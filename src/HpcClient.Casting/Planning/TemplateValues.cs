using HpcClient.Jinja;

namespace HpcClient.Casting.Planning;

/// <summary>The values that templates may use: the one list by which they are given, and by which the manual tells of them.</summary>
public static class TemplateValues
{
    private const string JobPrefix = "job.";

    private static readonly IReadOnlyList<Row> Rows =
    [
        new("job.fw_id", "the job's id at the site, 24 hex digits", on => JinjaValue.Of(on.Job.Id)),
        new("job.nonce", "random text of this attempt to submit, by which it is found again", on => JinjaValue.Of(on.Nonce)),
        new("job.singularity_debug", "True or False, from the gear's option singularity-debug", on => JinjaValue.Of(on.Singularity.Debug)),
        new("job.singularity_writable", "True or False, from the gear's option singularity-writable", on => JinjaValue.Of(on.Singularity.Writable)),
        new("job.ram", "memory as the scheduler takes it: 8G; LSF: rusage[mem=8000]", on => JinjaValue.Of(on.Resources.Memory)),
        new("job.cpu", "CPUs as text: 4, for Grid Engine also 4-8", on => JinjaValue.Of(on.Resources.Cpus)),
        new("job.gpu", "GPUs as asked for: 2 or a100:2; None when not asked for", on => JinjaValue.Of(on.Resources.Gpu)),
        new("job.gpu_count", "their number, such as 2; else None", on => on.Resources.GpuCount is { } gpus ? JinjaValue.Of(gpus) : JinjaValue.None),
        new("job.gpu_type", "their type, such as a100; else None", on => JinjaValue.Of(on.Resources.GpuType)),
        new("job.priority", "the number of fw_priority_map, else None", on => on.Resources.Priority is { } priority ? JinjaValue.Of(priority) : JinjaValue.None),
        new("job.scheduler_priority", "the same, where our user may give it to the scheduler as it is; else None",
            on => on.Resources.SchedulerPriority is { } asked ? JinjaValue.Of(asked) : JinjaValue.None),
        new("job.nice", "by how much the job steps back, where our user may only do that; else None", on => on.Resources.Nice is { } nice ? JinjaValue.Of(nice) : JinjaValue.None),
        new("job.walltime", "4:00:00, or as the scheduler writes it; None when not asked for", on => JinjaValue.Of(on.Resources.Walltime is { } walltime ? on.WalltimeText(walltime) : null)),
        new("job.partition", "partition or queue as asked and allowed, else None", on => JinjaValue.Of(on.Resources.Partition)),
        new("job.account", "account or project as asked and allowed, else None", on => JinjaValue.Of(on.Resources.Account)),
        new("job.qos", "QOS or service class as asked and allowed, else None", on => JinjaValue.Of(on.Resources.Qos)),
        new("job.constraint", "feature of the node as asked and allowed, else None", on => JinjaValue.Of(on.Resources.Constraint)),
        new("script_path", "the job's script", on => JinjaValue.Of(on.Folder.ScriptOf(on.Job.Id))),
        new("script_log_path", "the file that the scheduler writes to", on => JinjaValue.Of(on.Folder.QueueLogOf(on.Job.Id))),
        new("cast_path", "the folder with settings/ and logs/", on => JinjaValue.Of(on.Folder.Root)),
        new("engine_run_path", "logs/temp, where ./engine is", on => JinjaValue.Of(on.Folder.Temp)),
    ];

    /// <summary>All of them, in the order of the log.</summary>
    public static IReadOnlyList<TemplateValue> All { get; } = [.. Rows.Select(row => new TemplateValue(row.Name, row.Meaning))];

    /// <summary>The values for one job.</summary>
    internal static IReadOnlyDictionary<string, JinjaValue> Of(TemplateSubject subject)
    {
        var values = new Dictionary<string, JinjaValue>
        {
            [JobPrefix.TrimEnd('.')] = JinjaValue.Of(Rows.Where(IsOfJob).Select(row => new KeyValuePair<string, JinjaValue>(row.Name[JobPrefix.Length..], row.Give(subject)))),
        };
        foreach (var row in Rows.Where(row => !IsOfJob(row)))
        {
            values[row.Name] = row.Give(subject);
        }

        return values;
    }

    private static bool IsOfJob(Row row) => row.Name.StartsWith(JobPrefix, StringComparison.Ordinal);

    private sealed record Row(string Name, string Meaning, Func<TemplateSubject, JinjaValue> Give);
}
