using HpcClient.Casting.Planning;
using HpcClient.Casting.Planning.Resources;
using HpcClient.Flywheel.Jobs;
using HpcClient.Posix.Files;
using HpcClient.Scheduling;
using HpcClient.Scheduling.Submission;
using HpcClient.Settings.Cast;
using HpcClient.Settings.Folder;
using HpcClient.Settings.Records;

namespace HpcClient.Commands.Doctor.Checks;

/// <summary>A job whose engine only looks round. It is in no ledger, and the site never hears of it.</summary>
internal sealed class NodeProbe
{
    private const int MaxWords = 300;

    private readonly WorkFolder _folder;
    private readonly string _id;
    private readonly string _script;

    private NodeProbe(WorkFolder folder, string id, string script, SubmissionIntent intent) => (_folder, _id, _script, Intent) = (folder, id, script, intent);

    /// <summary>What the scheduler is given.</summary>
    public SubmissionIntent Intent { get; }

    /// <summary>Plans one as every job is planned.</summary>
    /// <returns>The probe; or why such a job would be refused.</returns>
    public static (NodeProbe? Probe, string? Fault) Make(WorkFolder folder, CastSettings settings, string? partition)
    {
        var defaults = SchedulerRegistry.Defaults(settings.Cluster)!;
        var (renderer, fault) = ScriptRenderer.Create(folder, settings, defaults);
        if (renderer is null)
        {
            return (null, fault);
        }

        var id = $"{NodeReport.IdPrefix}{Guid.NewGuid():N}";
        var job = new FlywheelJob
        {
            IdField = id, StateWord = "running", Tags = partition is null ? ["hpc"] : ["hpc", $"partition={partition}"],
            GearInfo = new() { Name = "doctor", Version = "1" }, Priority = "medium",
        };
        (var request, fault) = new ResourcePlanner(settings, defaults).Plan(job);
        if (request is null)
        {
            return (null, fault);
        }

        var nonce = Guid.NewGuid().ToString("N");
        (var script, var command, fault) = renderer.Render(renderer.Values(job, nonce, request));
        return fault is not null ? (null, fault) : (new(folder, id, script, new()
        {
            JobName = $"fw-{id}",
            Nonce = nonce,
            ScriptPath = folder.ScriptOf(id),
            Command = command,
            ScriptOnStandardInput = settings.CommandScriptStdin ?? defaults.ScriptOnStandardInput,
            Resources = request,
            OutputPath = folder.QueueLogOf(id),
        }), null);
    }

    /// <summary>Writes its script, and which image its engine is to fetch.</summary>
    public void Write(string? image)
    {
        if (image is not null)
        {
            Directory.CreateDirectory(_folder.Doctor);
            DurableFile.Write(_folder.ProbeImageOf(_id), image);
        }

        DurableFile.Write(_folder.ScriptOf(_id), _script, DurableFile.OwnerScript);
    }

    /// <summary>What its engine found; null until it has told.</summary>
    public NodeReport? Report() => RecordFile.ReadNodeReport(_folder.NodeReportOf(_id));

    /// <summary>The end of what the job itself wrote, for a sentence.</summary>
    public string QueueLogWords()
    {
        try
        {
            var text = File.ReadAllText(Intent.OutputPath).Trim();
            return text.Length == 0 ? $"It wrote nothing to {Intent.OutputPath}." : $"It wrote last: {OneLine(LastWords(text))}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"Its log {Intent.OutputPath} is not there: perhaps that folder is not the same on the nodes, or the script has no line that sends its output there ({{{{ script_log_path }}}}).";
        }
    }

    /// <summary>Removes all of it.</summary>
    public void Remove()
    {
        foreach (var path in (string[])[_folder.ScriptOf(_id), _folder.NodeReportOf(_id), _folder.ProbeImageOf(_id), Intent.OutputPath])
        {
            if (File.Exists(path))
            {
                File.Delete(path);
            }
        }
    }

    // From a line's beginning, else a word's: half a secret would not be known for one.
    private static string LastWords(string text)
    {
        if (text.Length <= MaxWords)
        {
            return text;
        }

        var end = text[^MaxWords..];
        var at = end.IndexOf('\n', StringComparison.Ordinal);
        at = at < 0 ? end.IndexOf(' ', StringComparison.Ordinal) : at;
        return at < 0 ? "a word without end" : end[(at + 1)..];
    }

    private static string OneLine(string text) => string.Join(" | ", text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
