namespace HpcClient.Commands.Setup;

/// <summary>One question of <c>setup</c>.</summary>
/// <param name="Key">Its name in an answers file.</param>
/// <param name="Text">The question.</param>
/// <param name="Help">One line that helps to answer.</param>
internal sealed record Question(string Key, string Text, string Help)
{
    /// <summary>The answer where none is given.</summary>
    public Func<SetupFacts, Answers, string> Default { get; init; } = (_, _) => "";

    /// <summary>An answer in the form in which it is kept.</summary>
    public Func<string, string> Read { get; init; } = text => text;

    /// <summary>What is wrong with an answer, one sentence; null when nothing is.</summary>
    public Func<string, SetupFacts, Answers, string?> Fault { get; init; } = (_, _, _) => null;

    /// <summary>Whether it makes sense after the answers so far.</summary>
    public Func<SetupFacts, Answers, bool> Applies { get; init; } = (_, _) => true;

    /// <summary>What was found that may be chosen from, for a person; null for nothing.</summary>
    public Func<SetupFacts, Answers, string?> Found { get; init; } = (_, _) => null;

    /// <summary>Whether the answer is not shown.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Whether it rests on the scheduler: another one, and it is asked anew.</summary>
    public bool IsOfScheduler { get; init; }

    /// <summary>Whether it says where the site is or opens it: a new answer is tried.</summary>
    public bool IsOfSite { get; init; }
}
