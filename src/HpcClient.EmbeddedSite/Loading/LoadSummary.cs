namespace HpcClient.EmbeddedSite.Loading;

/// <summary>What a load did.</summary>
/// <param name="Containers">Containers found in the folder.</param>
/// <param name="Uploaded">Files that were new or had changed.</param>
/// <param name="Unchanged">Files that the site had already.</param>
public sealed record LoadSummary(int Containers, int Uploaded, int Unchanged);
