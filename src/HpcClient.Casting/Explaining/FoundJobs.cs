namespace HpcClient.Casting.Explaining;

/// <summary>What a search for one job found.</summary>
public abstract record FoundJobs
{
    private FoundJobs()
    {
    }

    /// <summary>Exactly one.</summary>
    /// <param name="Story">All that is known of it.</param>
    public sealed record One(JobStory Story) : FoundJobs;

    /// <summary>None, or several.</summary>
    /// <param name="Sentence">What was found instead and where it was looked for.</param>
    /// <param name="Matches">A line for each of several.</param>
    public sealed record NotOne(string Sentence, IReadOnlyList<string> Matches) : FoundJobs;
}
