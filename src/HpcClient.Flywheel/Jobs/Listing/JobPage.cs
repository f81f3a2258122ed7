namespace HpcClient.Flywheel.Jobs.Listing;

/// <summary>One page of a job list.</summary>
/// <param name="Entries">Its entries.</param>
/// <param name="Total">How many there are in all, if the site says so.</param>
internal sealed record JobPage(IReadOnlyList<ListedJob> Entries, long? Total)
{
    /// <summary>The ids that could be read, in the page's order.</summary>
    public IReadOnlyList<string> Ids { get; } = [.. Entries.Select(IdOf).OfType<string>()];

    public static string? IdOf(ListedJob entry) => entry switch
    {
        ListedJob.Readable readable => readable.Job.Id,
        ListedJob.Broken broken => broken.Id,
        _ => null,
    };
}
