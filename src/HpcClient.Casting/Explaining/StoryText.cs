using System.Globalization;
using HpcClient.Casting.Ledger;
using HpcClient.Casting.Reporting;
using HpcClient.Settings.Records;

namespace HpcClient.Casting.Explaining;

/// <summary>The story of a job as lines of text for a person, safe to print.</summary>
/// <param name="zone">The reader's time zone.</param>
/// <param name="now">Now.</param>
public sealed class StoryText(TimeZoneInfo zone, DateTimeOffset now)
{
    private const int MostOutputs = 20;

    /// <summary>The lines.</summary>
    public IEnumerable<string> Lines(JobStory story) =>
    [
        .. Head(story),
        "",
        "History",
        .. story.History.SelectMany(Row),
        .. story.Files.Count > 0 ? (IEnumerable<string>)["", "Files", .. story.Files.Select(file => Field(file.What, file.Path))] : [],
        .. EndLines(story),
        "",
        $"What to do: {SafeText.Whole(story.Next)}",
    ];

    private static string Field(string name, string value) => $"  {name + ":",-12} {SafeText.Whole(value)}";

    private static string Took(long milliseconds) => Age.Of(TimeSpan.FromMilliseconds(milliseconds));

    private IEnumerable<string> Head(JobStory story)
    {
        var entry = story.Entry;
        yield return $"Job {SafeText.Whole(entry.JobId)}: {entry.State.Word()}. {SafeText.Whole(story.Meaning)}";
        yield return Field("gear", entry.Gear ?? "not known");
        yield return Field("scheduler", entry.Scheduler + (entry.SchedulerJobId is { } id ? $", job {id}" : "") + $", by the name {entry.JobName}" + (entry.Submissions > 1 ? string.Create(CultureInfo.InvariantCulture, $", submitted {entry.Submissions} times") : ""));
        yield return Field("since", $"{At(entry.ChangedAt)} ({Age.Of(now - entry.ChangedAt)} ago)");
        if (entry.Reason is { Length: > 0 } reason)
        {
            yield return Field(entry.State == LedgerState.Running ? "node" : "reason", reason);
        }

        if (entry.MissingSince is { } missing && !entry.State.IsFinal())
        {
            yield return Field("missing", $"neither queue nor accounting of {entry.Scheduler} have known it since {At(missing)}");
        }
    }

    private IEnumerable<string> Row(LedgerTransition row)
    {
        var way = row.From is { } from && from != row.To ? $"{from.Word()} -> {row.To.Word()}" : row.To.Word();
        yield return $"  {At(row.At)}  {way}: {SafeText.Whole(row.Cause)}";
        var evidence = SafeText.Whole(row.Evidence);
        if (evidence.Length > 0 && evidence != SafeText.Whole(row.Cause))
        {
            yield return $"      {evidence}";
        }
    }

    private IEnumerable<string> EndLines(JobStory story)
    {
        if (story.Files.All(file => file.What != "end record"))
        {
            yield break;
        }

        yield return "";
        yield return "What the engine says of the end";
        if (story.End is not { } end)
        {
            yield return "  Its end record is there and cannot be read.";
            yield break;
        }

        yield return Field("outcome", $"{EndWords.Of(end.Outcome)}{(end.GearExitCode is { } code ? string.Create(CultureInfo.InvariantCulture, $"; exit code {code}") : "")}");
        yield return Field("reason", end.Reason);
        yield return Field("where", $"{end.Host}{(end.Runtime is { } runtime ? $", {runtime}" : "")}");
        yield return Field("when", $"{At(end.StartedAt)} to {At(end.EndedAt)}: {Took(end.PreparationMs)} to prepare, {Took(end.GearMs)} in the gear, {Took(end.UploadMs)} to upload");
        yield return Field("outputs", Outputs(end));
        yield return Field("site", end.SiteAcknowledged ? "has acknowledged the end to the engine" : "had not acknowledged the end when the engine stopped");
    }

    private static string Outputs(EndRecord end) => end.Outputs.Count == 0 ? "none"
        : string.Join(", ", end.Outputs.Take(MostOutputs)) + (end.Outputs.Count > MostOutputs ? string.Create(CultureInfo.InvariantCulture, $" and {end.Outputs.Count - MostOutputs} more") : "");

    private string At(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, zone).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
}
