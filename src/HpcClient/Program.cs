namespace HpcClient;

/// <summary>The composition root of <c>fw-hpc-client</c>.</summary>
internal static class Program
{
    private static Task<int> Main() => Task.FromResult(0);
}
