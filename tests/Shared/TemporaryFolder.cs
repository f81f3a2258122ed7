namespace HpcClient.Tests.Shared;

/// <summary>A folder of its own for one test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private const int MostTries = 10;

    public TemporaryFolder() => Path = Directory.CreateTempSubdirectory("fw-hpc-test-").FullName;

    public string Path { get; }

    public string In(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path, .. parts]);

    public void Dispose()
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                Directory.Delete(Path, recursive: true);
                return;
            }
            catch (IOException) when (tries < MostTries)
            {
                // A process that is just ending wrote a file into a folder that had been listed already.
            }
        }
    }
}
