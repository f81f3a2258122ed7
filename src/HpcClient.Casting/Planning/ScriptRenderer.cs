using HpcClient.Flywheel.Jobs;
using HpcClient.Jinja;
using HpcClient.Scheduling;
using HpcClient.Settings.Cast;
using HpcClient.Settings.Folder;

namespace HpcClient.Casting.Planning;

/// <summary>Renders script and submit command of a job from the settings' templates, or from the scheduler's defaults.</summary>
public sealed class ScriptRenderer
{
    private readonly WorkFolder _folder;
    private readonly JinjaTemplate _script;
    private readonly IReadOnlyList<JinjaTemplate> _command;
    private readonly Func<TimeSpan, string> _walltimeText;

    private ScriptRenderer(WorkFolder folder, JinjaTemplate script, IReadOnlyList<JinjaTemplate> command, Func<TimeSpan, string> walltimeText)
    {
        _folder = folder;
        _walltimeText = walltimeText;
        _script = script;
        _command = command;
    }

    /// <summary>Parses the templates once for a sweep.</summary>
    /// <returns>The renderer; or a sentence that names the key and the line at fault.</returns>
    public static (ScriptRenderer? Renderer, string? Fault) Create(WorkFolder folder, CastSettings settings, SchedulerDefaults defaults)
    {
        if (!JinjaTemplate.TryParse(settings.Script ?? defaults.ScriptTemplate, out var script, out var fault))
        {
            return (null, $"'script' in cast.yml is not a valid Jinja2 template: {fault}");
        }

        var command = new List<JinjaTemplate>();
        foreach (var argument in settings.Command ?? defaults.CommandTemplate)
        {
            if (!JinjaTemplate.TryParse(argument, out var template, out fault))
            {
                return (null, $"'command' in cast.yml holds '{argument}', which is not a valid Jinja2 template: {fault}");
            }

            command.Add(template);
        }

        return (new(folder, script, command, defaults.WalltimeText), null);
    }

    /// <summary>The values that templates may use for one job.</summary>
    public IReadOnlyDictionary<string, JinjaValue> Values(FlywheelJob job, string nonce, ResourceRequest resources)
    {
        var jobId = job.Id;
        var singularity = SingularityFlags.Of(job);
        return new Dictionary<string, JinjaValue>
        {
            ["job"] = JinjaValue.Of(
            [
                new KeyValuePair<string, JinjaValue>("fw_id", JinjaValue.Of(jobId)),
                new("nonce", JinjaValue.Of(nonce)),
                new("singularity_debug", JinjaValue.Of(singularity.Debug)),
                new("singularity_writable", JinjaValue.Of(singularity.Writable)),
                new("ram", JinjaValue.Of(resources.Memory)),
                new("cpu", JinjaValue.Of(resources.Cpus)),
                new("gpu", JinjaValue.Of(resources.Gpu)),
                new("gpu_count", resources.GpuCount is { } gpus ? JinjaValue.Of(gpus) : JinjaValue.None),
                new("gpu_type", JinjaValue.Of(resources.GpuType)),
                new("priority", resources.Priority is { } priority ? JinjaValue.Of(priority) : JinjaValue.None),
                new("scheduler_priority", resources.SchedulerPriority is { } asked ? JinjaValue.Of(asked) : JinjaValue.None),
                new("nice", resources.Nice is { } nice ? JinjaValue.Of(nice) : JinjaValue.None),
                new("walltime", JinjaValue.Of(resources.Walltime is { } walltime ? _walltimeText(walltime) : null)),
                new("partition", JinjaValue.Of(resources.Partition)),
                new("account", JinjaValue.Of(resources.Account)),
                new("qos", JinjaValue.Of(resources.Qos)),
                new("constraint", JinjaValue.Of(resources.Constraint)),
            ]),
            ["script_path"] = JinjaValue.Of(_folder.ScriptOf(jobId)),
            ["script_log_path"] = JinjaValue.Of(_folder.QueueLogOf(jobId)),
            ["cast_path"] = JinjaValue.Of(_folder.Root),
            ["engine_run_path"] = JinjaValue.Of(_folder.Temp),
        };
    }

    /// <summary>Renders script and command.</summary>
    /// <returns>Both; or a sentence that names the key and the line at fault.</returns>
    public (string Script, IReadOnlyList<string> Command, string? Fault) Render(IReadOnlyDictionary<string, JinjaValue> values)
    {
        if (!_script.TryRender(values, out var script, out var fault))
        {
            return ("", [], $"'script' in cast.yml cannot be rendered: {fault}");
        }

        var command = new List<string>();
        foreach (var template in _command)
        {
            if (!template.TryRender(values, out var argument, out fault))
            {
                return ("", [], $"'command' in cast.yml cannot be rendered: {fault}");
            }

            command.Add(argument);
        }

        return (script, command, null);
    }
}
