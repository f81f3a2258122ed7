using System.Text.Json;
using HpcClient.Casting.Ledger;
using HpcClient.Settings.Records;

namespace HpcClient.Casting.Explaining;

/// <summary>Jobs and stories for programs: times are ISO 8601 in UTC, what is not known is null.</summary>
public static class StoryJson
{
    // The default encoder escapes all that a terminal might act on.
    private static readonly JsonWriterOptions Options = new() { Indented = true };

    /// <summary>Writes jobs as one array.</summary>
    public static void Write(Stream output, IEnumerable<LedgerEntry> entries)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartArray();
        foreach (var entry in entries)
        {
            Write(json, entry);
        }

        json.WriteEndArray();
    }

    /// <summary>Writes a story as one object.</summary>
    public static void Write(Stream output, JobStory story)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WritePropertyName("job");
        Write(json, story.Entry);
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

    private static void Write(Utf8JsonWriter json, LedgerEntry entry)
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
        WriteTime(json, "missing_since", entry.MissingSince);
        WriteTime(json, "heartbeat_at", entry.HeartbeatAt);
        if (entry.Succeeded is { } succeeded)
        {
            json.WriteBoolean("succeeded", succeeded);
        }
        else
        {
            json.WriteNull("succeeded");
        }

        json.WriteString("reason", entry.Reason);
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

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } known)
        {
            json.WriteString(name, known.UtcDateTime);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
