using System.Text;
using System.Text.Json;
using HpcClient.Casting.Planning;
using HpcClient.Jinja;
using HpcClient.Scheduling;
using HpcClient.Settings.Cast;

namespace HpcClient.Commands.Template;

/// <summary>Renders a template with the values of a sample job.</summary>
/// <param name="input">Where the template comes from when the file is <c>-</c>.</param>
/// <param name="output">Where its text goes, as UTF-8.</param>
/// <param name="error">Where faults go.</param>
internal sealed class TemplateRendering(Stream input, Stream output, TextWriter error)
{
    private readonly TemplateFiles _files = new(input);

    /// <summary>Does it.</summary>
    /// <returns>The exit code.</returns>
    public int Run(TemplateRequest request)
    {
        var (text, fault) = _files.Read(request.File);
        if (text is null)
        {
            return Say(fault!, ExitCodes.Failure);
        }

        var (settings, settingsFaults) = Settings(request, text);
        if (settings is null)
        {
            return Say(string.Join(Environment.NewLine, settingsFaults), ExitCodes.Settings);
        }

        if (SchedulerRegistry.Defaults(settings.Cluster) is not { } defaults)
        {
            return Say($"No scheduler is called '{settings.Cluster}'; name one of: {string.Join(", ", SchedulerRegistry.Names)}.", ExitCodes.Usage);
        }

        return Render(request, text, settings, defaults);
    }

    private int Render(TemplateRequest request, string text, CastSettings settings, SchedulerDefaults defaults)
    {
        var (renderer, fault) = ScriptRenderer.Create(request.Folder, request.IsCastFile ? settings : settings with { Script = null, Command = null }, defaults);
        if (renderer is null)
        {
            return Say(fault!, ExitCodes.Settings);
        }

        var (values, refusal) = SampleJob.Values(settings, defaults, renderer, request.Tags);
        if (values is null)
        {
            return Say($"The sample job would be refused: {refusal}", ExitCodes.Failure);
        }

        if (request.ValuesFile is { } file)
        {
            (var changed, fault) = Changed(values, file);
            if (changed is null)
            {
                return Say(fault!, ExitCodes.Failure);
            }

            values = changed;
        }

        return request.IsCastFile ? RenderCast(request, renderer, values) : RenderTemplate(request, text, values);
    }

    private int RenderCast(TemplateRequest request, ScriptRenderer renderer, IReadOnlyDictionary<string, JinjaValue> values)
    {
        var (script, command, fault) = renderer.Render(values);
        if (fault is not null)
        {
            return Say(fault, ExitCodes.Settings);
        }

        Write(script, request);
        error.WriteLine($"command: {string.Join(' ', command.Select(argument => $"\"{JsonEncodedText.Encode(argument)}\""))}");
        return ExitCodes.Success;
    }

    private int RenderTemplate(TemplateRequest request, string text, IReadOnlyDictionary<string, JinjaValue> values)
    {
        if (!JinjaTemplate.TryParse(text, out var template, out var fault) || !template.TryRender(values, out var rendered, out fault))
        {
            return Say($"{TemplateFiles.NameOf(request.File)}:{fault.Line}:{fault.Column}: {fault.Message}", ExitCodes.Settings);
        }

        Write(rendered, request);
        return ExitCodes.Success;
    }

    private static (CastSettings? Settings, IEnumerable<string> Faults) Settings(TemplateRequest request, string text)
    {
        CastSettingsResult? read = null;
        if (request.IsCastFile)
        {
            read = CastSettingsReader.Parse(text, Path.GetFullPath(request.File));
        }
        else if (request.Cluster is null && File.Exists(request.Folder.CastFile))
        {
            read = CastSettingsReader.Read(request.Folder.CastFile);
        }

        var settings = read is null ? new CastSettings { Cluster = "slurm" } : read.Settings;
        return (settings is not null && request.Cluster is { } cluster ? settings with { Cluster = cluster } : settings, (read?.Faults ?? []).Select(f => f.ToString()));
    }

    private (IReadOnlyDictionary<string, JinjaValue>? Values, string? Fault) Changed(IReadOnlyDictionary<string, JinjaValue> values, string file)
    {
        var (text, fault) = _files.Read(file);
        if (text is null)
        {
            return (null, fault);
        }

        try
        {
            using var json = JsonDocument.Parse(text);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
            {
                return (null, $"{file}: The values must be a JSON object of names, such as {{\"job\": {{\"gpu\": 2}}}}.");
            }

            var changed = values.ToDictionary(v => v.Key, v => v.Value);
            foreach (var property in json.RootElement.EnumerateObject())
            {
                changed[property.Name] = changed.TryGetValue(property.Name, out var value) ? value.With(property.Value) : JinjaValue.Of(property.Value);
            }

            return (changed, null);
        }
        catch (JsonException e)
        {
            return (null, $"{TemplateFiles.NameOf(file)}:{e.LineNumber + 1}:{e.BytePositionInLine + 1}: This is not JSON.");
        }
        catch (InvalidOperationException)
        {
            return (null, $"{file}: A text in it is not valid Unicode.");
        }
        catch (JinjaException e)
        {
            return (null, $"{file}: {e.Fault.Message}.");
        }
    }

    private void Write(string text, TemplateRequest request)
    {
        output.Write(new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(request.EndsLine && !text.EndsWith('\n') ? text + "\n" : text));
        output.Flush();
    }

    private int Say(string sentence, int exitCode)
    {
        error.WriteLine(sentence);
        return exitCode;
    }
}
