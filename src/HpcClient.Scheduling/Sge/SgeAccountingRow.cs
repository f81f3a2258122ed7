namespace HpcClient.Scheduling.Sge;

/// <summary>One run of a job as accounting(5) tells it.</summary>
internal sealed record SgeAccountingRow
{
    /// <summary>The job's number.</summary>
    public required string JobNumber { get; init; }

    /// <summary>Its name, ours where we can tell.</summary>
    public required string JobName { get; init; }

    /// <summary>When it was submitted.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>Start of the run.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>End of the run.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Host.</summary>
    public string? Host { get; init; }

    /// <summary>What failed outside of the script (sge_status(5)); 0 for nothing.</summary>
    public required int Failed { get; init; }

    /// <summary>That in Grid Engine's words.</summary>
    public required string FailedWords { get; init; }

    /// <summary>The script's exit status; 128 and the signal's number after a signal.</summary>
    public int? ExitStatus { get; init; }

    /// <summary>Peak of the address space, in bytes; null for a run too short to be measured.</summary>
    public long? PeakMemoryBytes { get; init; }

    /// <summary>CPU time.</summary>
    public TimeSpan? CpuTime { get; init; }

    /// <summary>Slots that it had.</summary>
    public int Slots { get; init; }

    /// <summary>What it had asked for.</summary>
    public required SgeAsked Asked { get; init; }

    /// <summary>Who deleted it, where the Grid Engine tells (Univa's and later ones do).</summary>
    public string? DeletedBy { get; init; }

    /// <summary>Whether this run was to be followed by another (migrating, rescheduling): no end.</summary>
    public bool WillRunAgain => Failed is 24 or 25;

    /// <summary>Reads a block of qacct; null when it is none of a job.</summary>
    public static SgeAccountingRow? Of(IReadOnlyDictionary<string, string> values)
    {
        if (!values.TryGetValue("jobnumber", out var number) || SgeValues.Number(values.GetValueOrDefault("failed", "")) is not { } failed)
        {
            return null;
        }

        var words = values["failed"];
        var colon = words.IndexOf(':', StringComparison.Ordinal);
        return new()
        {
            JobNumber = number,
            JobName = SgeNames.OurName(Value("jobname")),
            SubmittedAt = SgeValues.Time(Value("qsub_time")),
            StartedAt = SgeValues.Time(Value("start_time")),
            EndedAt = SgeValues.Time(Value("end_time")),
            Host = Word("hostname"),
            Failed = failed,
            FailedWords = colon < 0 ? "" : words[(colon + 1)..].Trim(),
            ExitStatus = SgeValues.Number(Value("exit_status")),
            PeakMemoryBytes = SgeValues.Memory(Value("maxvmem")) is > 0 and var peak ? peak : null,
            CpuTime = SgeValues.Span(Value("cpu")),
            Slots = SgeValues.Number(Value("slots")) is > 0 and var slots ? slots : 1,
            Asked = SgeAsked.OfCategory(Value("category")),
            DeletedBy = Word("deleted_by"),
        };

        string Value(string key) => values.GetValueOrDefault(key, "");

        string? Word(string key) => Value(key) is { Length: > 0 } word && word is not ("NONE" or "undefined" or "UNKNOWN") ? word : null;
    }
}
