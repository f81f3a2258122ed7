using System.Globalization;
using System.Text.Json;
using HpcClient.Scheduling.Commands;
using HpcClient.Scheduling.Observations;

namespace HpcClient.Scheduling.Lsf;

/// <summary>One look at all our jobs with bjobs; it tells ended ones as well, for CLEAN_PERIOD (an hour unless the site says otherwise).</summary>
internal sealed class LsfQueue(SchedulerPrograms programs, bool allUsers, TimeProvider timeProvider)
{
    private const string Fields = "jobid stat job_name job_description exec_host exit_code exit_reason pend_reason max_mem cpu_used submit_time start_time finish_time";
    private const int SignalBase = 128;

    /// <summary>Asks. JSON (LSF 10.1 with Fix Pack 2 and later), since names, descriptions and reasons may hold any delimiter.</summary>
    public async Task<(IReadOnlyList<Observation> Found, string? Problem)> AskAsync(CancellationToken cancellationToken)
    {
        var answer = await programs.AskAsync("bjobs", ["-a", "-u", LsfCommands.User(allUsers), "-json", "-o", Fields], cancellationToken);

        // With nothing to show it says "No job found", with an exit code that differs between releases.
        if (answer.Error.Contains("No job found", StringComparison.OrdinalIgnoreCase) || answer.Error.Contains("No unfinished job found", StringComparison.OrdinalIgnoreCase))
        {
            return ([], null);
        }

        if (answer.Problem is { } problem)
        {
            return ([], problem);
        }

        try
        {
            return (Parse(answer.Text, timeProvider.GetUtcNow()), null);
        }
        catch (JsonException e)
        {
            return ([], $"The answer of bjobs cannot be read ({e.Message}); it must know -json, which LSF 10.1 has from Fix Pack 2 on.");
        }
    }

    /// <summary>Reads what bjobs -json printed.</summary>
    /// <exception cref="JsonException">It is no such answer.</exception>
    public static IReadOnlyList<Observation> Parse(string text, DateTimeOffset now)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.ValueKind == JsonValueKind.Object &&
            document.RootElement.TryGetProperty("RECORDS", out var records) && records.ValueKind == JsonValueKind.Array
            ? [.. records.EnumerateArray().Select(record => Row(record, now)).OfType<Observation>()]
            : throw new JsonException("it holds no RECORDS");
    }

    private static Observation? Row(JsonElement record, DateTimeOffset now)
    {
        // A job that cannot be shown is a record with an ERROR and no STAT.
        if (Value("JOBID") is not { } id || Value("STAT") is not { } state)
        {
            return null;
        }

        var (phase, cause) = LsfState.Read(state);
        var ended = phase == SchedulerPhase.Ended;
        var exitReason = Value("EXIT_REASON");
        var code = ended && int.TryParse(Value("EXIT_CODE"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (int?)null;
        var killed = exitReason is not null && code is > SignalBase and <= SignalBase + 64;
        return new()
        {
            SchedulerJobId = id,
            JobName = Value("JOB_NAME") ?? "",
            Phase = phase,
            Cause = cause == EndCause.ScriptFailed ? LsfState.Cause(exitReason) ?? cause : cause,
            RawState = state,
            Reason = ended ? exitReason : phase == SchedulerPhase.Queued ? Value("PEND_REASON") : WhileRunning(state),
            Comment = Value("JOB_DESCRIPTION"),
            Node = Value("EXEC_HOST"),
            ExitCode = killed ? null : code ?? (cause == EndCause.ScriptSucceeded ? 0 : null),
            Signal = killed ? code - SignalBase : null,
            SubmittedAt = LsfValues.Time(Value("SUBMIT_TIME") ?? "", now),
            StartedAt = phase == SchedulerPhase.Queued ? null : LsfValues.Time(Value("START_TIME") ?? "", now),
            EndedAt = ended ? LsfValues.Time(Value("FINISH_TIME") ?? "", now) : null,
            PeakMemoryBytes = LsfValues.Memory(Value("MAX_MEM") ?? ""),
            CpuTime = ended ? LsfValues.Seconds(Value("CPU_USED") ?? "") : null,
            Witness = "bjobs",
        };

        string? Value(string field) => record.ValueKind == JsonValueKind.Object && record.TryGetProperty(field, out var value)
            ? LsfValues.Word(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText())
            : null;
    }

    private static string? WhileRunning(string state) => state switch
    {
        "UNKWN" => "its host does not answer",
        "ZOMBI" => "it was killed while its host did not answer",
        _ => null,
    };
}
