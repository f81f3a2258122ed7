namespace HpcClient.Settings.Policies;

/// <summary>How causes and actions are called in cast.yml, and what goes with what.</summary>
internal static class PolicyWords
{
    public const string Do = "do";
    public const string Factor = "factor";
    public const string Max = "max";
    public const string Times = "times";

    public static readonly IReadOnlyList<string> Keys = [Do, Factor, Max, Times];

    private static readonly Dictionary<string, PolicyCause> CauseOf = new(StringComparer.Ordinal)
    {
        ["out_of_memory"] = PolicyCause.OutOfMemory,
        ["time_limit"] = PolicyCause.TimeLimit,
        ["node_failure"] = PolicyCause.NodeFailure,
        ["preempted"] = PolicyCause.Preempted,
        ["launch_failure"] = PolicyCause.LaunchFailure,
        ["lost"] = PolicyCause.Lost,
    };

    private static readonly Dictionary<string, EndAction> ActionOf = new(StringComparer.Ordinal)
    {
        ["report"] = EndAction.Report,
        ["resubmit"] = EndAction.Resubmit,
        ["more_memory"] = EndAction.MoreMemory,
        ["more_time"] = EndAction.MoreTime,
    };

    public static IReadOnlyList<string> Causes { get; } = [.. CauseOf.Keys];

    public static IReadOnlyList<string> Actions { get; } = [.. ActionOf.Keys];

    public static PolicyCause Cause(string word) => CauseOf[word];

    public static EndAction Action(string word) => ActionOf[word];

    public static string Word(PolicyCause cause) => CauseOf.First(c => c.Value == cause).Key;

    public static string Word(EndAction action) => ActionOf.First(a => a.Value == action).Key;

    /// <summary>What may be done for <paramref name="cause"/>: only what ran out can be given more of.</summary>
    public static IReadOnlyList<EndAction> Fitting(PolicyCause cause) => cause switch
    {
        PolicyCause.OutOfMemory => [EndAction.Report, EndAction.Resubmit, EndAction.MoreMemory],
        PolicyCause.TimeLimit => [EndAction.Report, EndAction.Resubmit, EndAction.MoreTime],
        _ => [EndAction.Report, EndAction.Resubmit],
    };

    /// <summary>Whether <paramref name="key"/> means something beside <paramref name="action"/>: only what grows has a factor and a maximum.</summary>
    public static bool Takes(EndAction action, string key) => action switch
    {
        EndAction.Report => key is Do,
        EndAction.Resubmit => key is Do or Times,
        _ => true,
    };
}
