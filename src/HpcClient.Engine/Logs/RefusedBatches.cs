namespace HpcClient.Engine.Logs;

/// <summary>
/// Decides what to do with log lines that a site refuses: try again, send less at once so that the rest arrives, leave out
/// what it will not have, and in the end take it that the site has all that it wants.
/// </summary>
/// <param name="largest">Bytes of an ordinary batch.</param>
internal sealed class RefusedBatches(int largest)
{
    private const int TriesOfOneBatch = 3;
    private const int LeftOutInARow = 3;
    private const int SmallestBytes = LogSpool.MaxEntryBytes;

    private readonly int _largest = largest;
    private int _tries;
    private int _leftOut;

    /// <summary>What is to be done with a refused batch.</summary>
    public enum Next
    {
        /// <summary>Send it, or a smaller one, again.</summary>
        Again,

        /// <summary>Leave it out and say so.</summary>
        LeaveOut,

        /// <summary>Leave it out and send nothing more of the log.</summary>
        Close,
    }

    /// <summary>Most bytes of the next batch.</summary>
    public int BatchBytes { get; private set; } = largest;

    /// <summary>The site took a batch.</summary>
    public void Taken() => (_tries, _leftOut, BatchBytes) = (0, 0, _largest);

    /// <summary>The site refused a batch.</summary>
    public Next Refused(bool tooLarge)
    {
        // Once something was left out, the site has shown that it means it.
        if (!tooLarge && _leftOut == 0 && ++_tries < TriesOfOneBatch)
        {
            return Next.Again;
        }

        _tries = TriesOfOneBatch - 1;
        if (BatchBytes > SmallestBytes)
        {
            BatchBytes = Math.Max(SmallestBytes, BatchBytes / 2);
            return Next.Again;
        }

        return ++_leftOut >= LeftOutInARow ? Next.Close : Next.LeaveOut;
    }
}
