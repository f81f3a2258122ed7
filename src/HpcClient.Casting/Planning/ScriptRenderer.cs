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
    private readonly CastTemplate _script;
    private readonly IReadOnlyList<CastTemplate> _command;
    private readonly Func<TimeSpan, string> _walltimeText;

    private ScriptRenderer(WorkFolder folder, CastTemplate script, IReadOnlyList<CastTemplate> command, Func<TimeSpan, string> walltimeText)
    {
        _folder = folder;
        _walltimeText = walltimeText;
        _script = script;
        _command = command;
    }

    /// <summary>Parses the templates once for a sweep.</summary>
    /// <returns>The renderer; or a sentence that names the key and the place at fault.</returns>
    public static (ScriptRenderer? Renderer, string? Fault) Create(WorkFolder folder, CastSettings settings, SchedulerDefaults defaults)
    {
        var (script, fault) = CastTemplate.Parse(settings.Script ?? defaults.ScriptTemplate, "script", settings.ScriptPlace);
        if (script is null)
        {
            return (null, fault);
        }

        var command = new List<CastTemplate>();
        foreach (var argument in settings.Command ?? defaults.CommandTemplate)
        {
            (var template, fault) = CastTemplate.Parse(argument, "command", settings.CommandPlaces.ElementAtOrDefault(command.Count));
            if (template is null)
            {
                return (null, fault);
            }

            command.Add(template);
        }

        return (new(folder, script, command, defaults.WalltimeText), null);
    }

    /// <summary>The values that templates may use for one job.</summary>
    public IReadOnlyDictionary<string, JinjaValue> Values(FlywheelJob job, string nonce, ResourceRequest resources) =>
        TemplateValues.Of(new(job, nonce, resources, _folder, _walltimeText));

    /// <summary>Renders script and command.</summary>
    /// <returns>Both; or a sentence that names the key and the place at fault.</returns>
    public (string Script, IReadOnlyList<string> Command, string? Fault) Render(IReadOnlyDictionary<string, JinjaValue> values)
    {
        var (script, fault) = _script.Render(values);
        if (script is null)
        {
            return ("", [], fault);
        }

        var command = new List<string>();
        foreach (var template in _command)
        {
            (var argument, fault) = template.Render(values);
            if (argument is null)
            {
                return ("", [], fault);
            }

            command.Add(argument);
        }

        return (script, command, null);
    }
}
