namespace HpcClient.Scheduling.Local;

/// <summary>Lets one process at a time decide over the state folder; the kernel frees it when its holder dies.</summary>
internal static class LocalLock
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Waits for the lock.</summary>
    /// <exception cref="TimeoutException">Somebody holds it for very long.</exception>
    public static async Task<IDisposable> TakeAsync(string path, CancellationToken cancellationToken)
    {
        // Real time on purpose: the other holders are real processes, whatever clock a test gives us.
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                // Exclusive sharing is flock(2) on Linux.
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            }
            catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException))
            {
                if (TimeProvider.System.GetElapsedTime(since) > Patience)
                {
                    throw new TimeoutException($"'{path}' has been locked for {Patience.TotalSeconds:0} s: find its holder with 'fuser {path}'. ({e.Message})", e);
                }

                await Task.Delay(Step, TimeProvider.System, cancellationToken);
            }
        }
    }
}
