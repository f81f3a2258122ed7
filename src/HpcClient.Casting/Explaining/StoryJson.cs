using System.Text.Json;
using HpcClient.Casting.Ledger;
using HpcClient.Casting.Ledger.Attempts;
using HpcClient.Casting.Ledger.Orders;
using HpcClient.Casting.Ledger.Outbox;
using HpcClient.Casting.Orders;
using HpcClient.Casting.Reporting;
using HpcClient.Casting.Watching;
using HpcClient.Settings.Records;

namespace HpcClient.Casting.Explaining;

/// <summary>Jobs and stories for programs: times are ISO 8601 in UTC, what is not known is null.</summary>
public static class StoryJson
{
    // The default encoder escapes all that a terminal might act on.
    private static readonly JsonWriterOptions Options = new() { Indented = true };

    /// <summary>Writes jobs as one array.</summary>
    public static void Write(Stream output, IEnumerable<KnownJob> jobs)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartArray();
        foreach (var job in jobs)
        {
            Write(json, job.Entry, job.Last);
        }

        json.WriteEndArray();
    }

    /// <summary>Writes a story as one object.</summary>
    public static void Write(Stream output, JobStory story)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WritePropertyName("job");
        Write(json, story.Entry, story.Attempts is [.., var last] ? last : null);
        json.WriteString("meaning", story.Meaning);
        json.WriteString("next", story.Next);
        json.WriteStartArray("history");
        foreach (var row in story.History)
        {
            json.WriteStartObject();
            json.WriteString("at", row.At.UtcDateTime);
            json.WriteString("from", row.From?.Word());
            json.WriteString("to", row.To.Word());
            json.WriteString("cause", row.Cause);
            json.WriteString("evidence", row.Evidence);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("submissions");
        foreach (var attempt in story.Attempts)
        {
            AttemptJson.Write(json, attempt);
        }

        json.WriteEndArray();
        WriteVerdict(json, story.Verdict);
        WriteOutbox(json, story.Outbox);
        WriteOrders(json, story.Orders);
        json.WriteStartObject("files");
        foreach (var file in story.Files)
        {
            json.WriteString(file.What.Replace(' ', '_'), file.Path);
        }

        json.WriteEndObject();
        json.WritePropertyName("end");
        Write(json, story.End);
        json.WriteEndObject();
    }

    private static void WriteVerdict(Utf8JsonWriter json, StoryVerdict? verdict)
    {
        if (verdict is null)
        {
            json.WriteNull("verdict");
            return;
        }

        json.WriteStartObject("verdict");
        json.WriteString("at", verdict.At.UtcDateTime);
        json.WriteString("sentence", verdict.Sentence);
        json.WriteString("witness", verdict.Witness);
        json.WriteEndObject();
    }

    private static void WriteOutbox(Utf8JsonWriter json, IEnumerable<OutboxMessage> messages)
    {
        json.WriteStartArray("not_told");
        foreach (var message in messages)
        {
            json.WriteStartObject();
            json.WriteString("message", SiteOutbox.Words(message.Content));
            json.WriteString("created_at", message.CreatedAt.UtcDateTime);
            json.WriteNumber("tries", message.Tries);
            json.WriteString("next_at", message.NextAt.UtcDateTime);
            json.WriteString("problem", message.Problem);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteOrders(Utf8JsonWriter json, IEnumerable<LedgerOrder> orders)
    {
        json.WriteStartArray("orders");
        foreach (var order in orders)
        {
            json.WriteStartObject();
            json.WriteString("kind", order.Kind.Verb());
            json.WriteString("asked_by", order.AskedBy);
            json.WriteString("asked_at", order.AskedAt.UtcDateTime);
            json.WriteTimeOrNull("done_at", order.DoneAt);
            json.WriteBooleanOrNull("succeeded", order.Succeeded);
            json.WriteString("answer", order.Answer);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, LedgerEntry entry, LedgerAttempt? last)
    {
        json.WriteStartObject();
        json.WriteString("job_id", entry.JobId);
        json.WriteString("state", entry.State.Word());
        json.WriteString("gear", entry.Gear);
        json.WriteString("scheduler", entry.Scheduler);
        json.WriteString("scheduler_job_id", entry.SchedulerJobId);
        json.WriteString("job_name", entry.JobName);
        json.WriteNumber("submissions", entry.Submissions);
        json.WriteString("created_at", entry.CreatedAt.UtcDateTime);
        json.WriteString("changed_at", entry.ChangedAt.UtcDateTime);
        json.WriteTimeOrNull("missing_since", entry.MissingSince);
        json.WriteTimeOrNull("heartbeat_at", entry.HeartbeatAt);
        json.WriteBooleanOrNull("succeeded", entry.Succeeded);
        json.WriteString("reason", entry.Reason);
        json.WriteString("user", entry.User);
        json.WriteString("previous_job_id", entry.PreviousJobId);
        json.WriteString("node", entry.Node);
        json.WriteString("waits", entry is { State: LedgerState.Queued, CancelledAt: null } ? WaitNews.Words(entry) : null);
        json.WriteNumberOrNull("jobs_ahead", entry.JobsAhead);
        json.WriteTimeOrNull("expected_start", entry.ExpectedStart);
        json.WriteTimeOrNull("wait_told_at", entry.WaitToldAt);
        json.WriteNumberOrNull("next_memory_bytes", entry.NextMemoryBytes);
        json.WriteNumberOrNull("next_walltime_seconds", entry.NextWalltime?.TotalSeconds);
        json.WriteTimeOrNull("cancelled_at", entry.CancelledAt);
        json.WritePropertyName("last_submission");
        AttemptJson.Write(json, last);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, EndRecord? end)
    {
        if (end is null)
        {
            json.WriteNullValue();
            return;
        }

        // As it stands on the disk; docs/reference/files.md describes it.
        json.WriteRawValue(RecordFile.Text(end));
    }
}
