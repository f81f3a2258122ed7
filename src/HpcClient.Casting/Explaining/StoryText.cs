using System.Globalization;
using HpcClient.Casting.Ledger;
using HpcClient.Casting.Ledger.Attempts;
using HpcClient.Casting.Ledger.Orders;
using HpcClient.Casting.Ledger.Outbox;
using HpcClient.Casting.Orders;
using HpcClient.Casting.Reporting;
using HpcClient.Casting.Watching;
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
        .. story.History.Where(row => !IsOnlyTold(row)).SelectMany(Row),
        .. Titled("Submissions", story.Attempts.SelectMany(Attempt)),
        .. Titled("Verdict", Verdict(story)),
        .. Titled("What the site knows", story.History.Where(IsOfTheSite).Select(row => $"  {At(row.At)}  {SafeText.Whole(row.Cause)}").Concat(story.Outbox.Select(NotTold))),
        .. Titled("What operators asked for", story.Orders.Select(Order)),
        .. Titled("Files", story.Files.Select(file => Field(file.What, file.Path))),
        .. EndLines(story),
        "",
        $"What to do: {SafeText.Whole(story.Next)}",
    ];

    private static string Field(string name, string value) => $"  {name + ":",-12} {SafeText.Whole(value)}";

    private static IEnumerable<string> Titled(string title, IEnumerable<string> lines) =>
        lines.ToList() is { Count: > 0 } some ? ["", title, .. some] : [];

    private static bool IsOfTheSite(LedgerTransition row) =>
        row.Cause.StartsWith(SiteOutbox.Told, StringComparison.Ordinal) || row.Cause.StartsWith(SiteOutbox.RefusedForGood, StringComparison.Ordinal);

    // Stands among what the site knows, and would hide the changes of state among which it stands.
    private static bool IsOnlyTold(LedgerTransition row) => row.From == row.To && IsOfTheSite(row);

    private static IEnumerable<string> Verdict(JobStory story) => story.Verdict is { } verdict
        ? [$"  {SafeText.Whole(verdict.Sentence)}", Field("witness", verdict.Witness)]
        : [];

    private static string Took(long milliseconds) => Age.Of(TimeSpan.FromMilliseconds(milliseconds));

    private IEnumerable<string> Head(JobStory story)
    {
        var entry = story.Entry;
        yield return $"Job {SafeText.Whole(entry.JobId)}: {entry.State.Word()}. {SafeText.Whole(story.Meaning)}";
        yield return Field("gear", entry.Gear ?? "not known");
        yield return Field("user", entry.User ?? "not known");
        if (entry.PreviousJobId is { } earlier)
        {
            yield return Field("retries", $"job {earlier}");
        }

        yield return Field("scheduler", entry.Scheduler + (entry.SchedulerJobId is { } id ? $", job {id}" : "") + $", by the name {entry.JobName}" + (entry.Submissions > 1 ? string.Create(CultureInfo.InvariantCulture, $", submitted {entry.Submissions} times") : ""));
        yield return Field("since", $"{At(entry.ChangedAt)} ({Age.Of(now - entry.ChangedAt)} ago)");
        if (entry.State == LedgerState.Queued && entry.CancelledAt is null)
        {
            yield return Field("waits", WaitNews.Words(entry));
        }
        else if (entry.Reason is { Length: > 0 } reason)
        {
            yield return Field(entry is { State: LedgerState.Running, CancelledAt: null } ? "node" : "reason", reason);
        }

        if (entry.CancelledAt is { } cancelled)
        {
            yield return Field("cancelled", $"at {At(cancelled)}; {entry.Scheduler} still has it");
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

    private IEnumerable<string> Attempt(LedgerAttempt attempt)
    {
        yield return $"  {AttemptText.Name(attempt)}";
        yield return Detail("asked", attempt.Asked);
        yield return Detail("submitted", At(attempt.SubmittedAt));
        if (attempt.StartedAt is { } started)
        {
            yield return Detail("ran", $"{At(started)} to {(attempt.EndedAt is { } ended ? At(ended) : "now")}{(attempt.Node is { } node ? $", on {node}" : "")}");
        }

        if (AttemptText.Ended(attempt) is { } end)
        {
            yield return Detail("ended", end);
            yield return Detail("used", AttemptText.Used(attempt).ToList() is { Count: > 0 } used
                ? $"{string.Join("; ", used)}{(attempt.Usage.Source is { } source ? $"; says {source}" : "")}"
                : "not known");
        }
    }

    private static string Detail(string name, string value) => $"   {Field(name, value)}";

    private string NotTold(OutboxMessage message) => string.Create(
        CultureInfo.InvariantCulture,
        $"  not yet: {SafeText.Whole(SiteOutbox.Words(message.Content))}{(message.Tries > 0 ? $" (sent {message.Tries} times in vain, again at {At(message.NextAt)}{(message.Problem is { } problem ? $": {SafeText.Whole(problem)}" : "")})" : "")}");

    private string Order(LedgerOrder order) =>
        $"  {At(order.AskedAt)}  {SafeText.Whole(order.AskedBy)} asked to {order.Kind.Verb()} it: {(order.DoneAt is null ? "not carried out yet" : SafeText.Whole(order.Answer ?? ""))}";

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
