using HpcClient.Casting.Ledger;
using HpcClient.Casting.Sweeping;

namespace HpcClient.Commands.Serve.Status;

/// <summary>How it goes at one moment.</summary>
internal sealed record VitalSigns
{
    /// <summary>How old the last good pass may be before we no longer call ourselves well.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(5);

    /// <summary>The moment.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>When the process started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>End of the last pass; null before the first.</summary>
    public DateTimeOffset? LastPass { get; init; }

    /// <summary>End of the last pass in which all went well; null before the first.</summary>
    public DateTimeOffset? LastGoodPass { get; init; }

    /// <summary>What went wrong in the last pass; null when nothing did.</summary>
    public SweepProblem? Problem { get; init; }

    /// <summary>Who is at work instead of us; null when we are.</summary>
    public LeaseHolder? Other { get; init; }

    /// <summary>Whether the files of the settings are faulty, so that older ones are in force.</summary>
    public bool SettingsAreFaulty { get; init; }

    /// <summary>Jobs launched since the start.</summary>
    public long Launched { get; init; }

    /// <summary>Jobs refused since the start.</summary>
    public long Refused { get; init; }

    /// <summary>Jobs with work left, by state.</summary>
    public required IReadOnlyDictionary<LedgerState, int> Jobs { get; init; }

    /// <summary>Passes since the start, by outcome.</summary>
    public required IReadOnlyDictionary<string, long> Passes { get; init; }

    /// <summary>Jobs that ended since the start, by outcome.</summary>
    public required IReadOnlyDictionary<string, long> Ended { get; init; }

    /// <summary>How long passes took.</summary>
    public required DurationReading Durations { get; init; }

    /// <summary>Calls to site and scheduler.</summary>
    public required IReadOnlyList<CallReading> Calls { get; init; }

    /// <summary>Time since the last good pass; since the start before the first.</summary>
    public TimeSpan Age => Now - (LastGoodPass ?? StartedAt);

    /// <summary>In one word: <c>standby</c>, <c>folder</c>, <c>stale</c>, <c>starting</c> or <c>ok</c>.</summary>
    public string Condition => this switch
    {
        { Other: not null } => "standby",
        { Problem.Kind: SweepProblemKind.Folder } => "folder",
        _ when Age > GoodFor => "stale",
        { LastGoodPass: null } => "starting",
        _ => "ok",
    };

    /// <summary>Whether somebody should look at us: no pass was good for too long, or ledger or folder cannot be used.</summary>
    public bool IsWell => Condition is not ("folder" or "stale");
}
