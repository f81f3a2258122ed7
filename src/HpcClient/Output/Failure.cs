namespace HpcClient.Output;

/// <summary>How a command says that it failed.</summary>
internal static class Failure
{
    /// <summary>Writes one sentence to standard error.</summary>
    /// <returns><paramref name="exitCode"/>, to be returned by the command.</returns>
    public static int Say(string sentence, int exitCode)
    {
        Console.Error.WriteLine($"fw-hpc-client: {sentence}");
        return exitCode;
    }
}
