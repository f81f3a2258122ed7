namespace HpcClient.Casting.Explaining;

/// <summary>A file of a job.</summary>
/// <param name="What">What it is, such as <c>queue log</c>.</param>
/// <param name="Path">Where it lies.</param>
public sealed record StoryFile(string What, string Path);
