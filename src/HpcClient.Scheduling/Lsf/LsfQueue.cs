using System.Globalization;
using System.Text.Json;
using HpcClient.Scheduling.Commands;
using HpcClient.Scheduling.Observations;

namespace HpcClient.Scheduling.Lsf;

/// <summary>One look at all our jobs with bjobs; it tells ended ones as well, for CLEAN_PERIOD (an hour unless the site says otherwise).</summary>
internal sealed class LsfQueue(SchedulerPrograms programs, bool allUsers, TimeProvider timeProvider)
{
    private const string Fields = "jobid stat job_name job_description exec_host exit_code exit_reason pend_reason max_mem cpu_used submit_time start_time finish_time";

    // From later fix packs, some of them; a bjobs that does not know one prints nothing at all.
    private const string NewFields = "queue job_priority nreq_slot nalloc_slot memlimit runtimelimit gpu_num estimated_start_time";
    private const int SignalBase = 128;

    private volatile bool _isOld;

    /// <summary>Asks. JSON (LSF 10.1 with Fix Pack 2 and later), since names, descriptions and reasons may hold any delimiter.</summary>
    public async Task<(IReadOnlyList<Observation> Found, string? Problem)> AskAsync(CancellationToken cancellationToken)
    {
        var answer = await RunAsync(cancellationToken);
        if (!_isOld && RefusesFields(answer))
        {
            _isOld = true;
            answer = await RunAsync(cancellationToken);
        }

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
            ? InLine([.. records.EnumerateArray().Select(record => Row(record, now)).OfType<(Observation, string, double)>()])
            : throw new JsonException("it holds no RECORDS");
    }

    // Of jobs that have begun or may not begin nobody needs to wait; fair shares among users are not told.
    private static List<Observation> InLine(List<(Observation Job, string Queue, double Priority)> rows)
    {
        var line = new WaitingLine();
        foreach (var (job, queue, priority) in rows.Where(row => Waits(row.Job, row.Queue)))
        {
            line.Add(queue, priority, Order(job));
        }

        return rows.ConvertAll(row => Waits(row.Job, row.Queue) ? row.Job with { JobsAhead = line.Before(row.Queue, row.Priority, Order(row.Job)) } : row.Job);

        static bool Waits(Observation job, string queue) => job.RawState == "PEND" && queue.Length > 0;

        static long Order(Observation job) => long.TryParse(job.SchedulerJobId, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    private static bool RefusesFields(CommandAnswer answer) => !answer.Text.StartsWith('{') &&
        ((string[])[answer.Error, answer.Text]).Any(said => said.Contains("field", StringComparison.OrdinalIgnoreCase));

    private Task<CommandAnswer> RunAsync(CancellationToken cancellationToken) => programs.AskAsync(
        "bjobs", ["-a", "-u", LsfCommands.User(allUsers), "-json", "-o", _isOld ? Fields : $"{Fields} {NewFields}"], cancellationToken);

    private static (Observation Job, string Queue, double Priority)? Row(JsonElement record, DateTimeOffset now)
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
        var queued = phase == SchedulerPhase.Queued;
        var queue = Value("QUEUE");
        var memory = LsfValues.Memory(Value("MEMLIMIT") ?? "");
        var gpus = LsfValues.Number(Value("GPU_NUM") ?? "");
        var asked = new AskedResources { Cpus = LsfValues.Number(Value("NREQ_SLOT") ?? ""), MemoryBytes = memory, Gpus = gpus, Place = queue is null ? null : $"queue {queue}" };
        var seen = new Observation
        {
            SchedulerJobId = id,
            JobName = Value("JOB_NAME") ?? "",
            Phase = phase,
            Cause = cause == EndCause.ScriptFailed ? LsfState.Cause(exitReason) ?? cause : cause,
            RawState = state,
            Reason = ended ? exitReason : queued ? Value("PEND_REASON") : WhileRunning(state),
            Comment = Value("JOB_DESCRIPTION"),
            Node = Value("EXEC_HOST"),
            ExitCode = killed ? null : code ?? (cause == EndCause.ScriptSucceeded ? 0 : null),
            Signal = killed ? code - SignalBase : null,
            SubmittedAt = LsfValues.Time(Value("SUBMIT_TIME") ?? "", now),
            StartedAt = queued ? null : LsfValues.Time(Value("START_TIME") ?? "", now),
            EndedAt = ended ? LsfValues.Time(Value("FINISH_TIME") ?? "", now) : null,
            PeakMemoryBytes = LsfValues.Memory(Value("MAX_MEM") ?? ""),
            CpuTime = ended ? LsfValues.Seconds(Value("CPU_USED") ?? "") : null,
            WaitsFor = queued ? LsfWait.Words(state, Value("PEND_REASON"), asked) : null,
            ExpectedStart = queued ? LsfValues.Forecast(Value("ESTIMATED_START_TIME") ?? "", now) : null,
            TimeLimit = LsfValues.Minutes(Value("RUNTIMELIMIT") ?? ""),
            Cpus = queued ? null : LsfValues.Number(Value("NALLOC_SLOT") ?? ""),
            MemoryLimitBytes = queued ? null : memory,
            Gpus = queued ? null : gpus,
            Witness = "bjobs",
        };
        return (seen, queue ?? "", LsfValues.Number(Value("JOB_PRIORITY") ?? "") ?? 0);

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
