namespace HpcClient.Flywheel.Tests.Site;

/// <summary>What the scripted site saw of a request.</summary>
public sealed record SeenRequest(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers)
{
    public string? Header(string name) => Headers.TryGetValue(name, out var value) ? value : null;
}
