namespace HpcClient.Engine.Images.Store;

/// <summary>An image that is wanted of the store.</summary>
/// <param name="Name">Its name there: by digest or hash, with an ending that tells its form.</param>
/// <param name="Source">Where it comes from, as a person may read it.</param>
/// <param name="MakeAsync">Makes it at the path it is given, a file or a folder.</param>
internal sealed record ImageOrder(string Name, string Source, Func<string, CancellationToken, Task> MakeAsync)
{
    /// <summary>Whether it is made anew even where it is there; what is there stays when that fails.</summary>
    public bool Anew { get; init; }
}
