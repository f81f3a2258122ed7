namespace HpcClient.Flywheel.Http;

/// <summary>
/// Compares the site's clock with ours by the Date of its answers, so that times in its documents, such as a job's last sign
/// of life, can be judged although the clocks differ.
/// </summary>
internal sealed class SiteClock(TimeProvider time)
{
    private long _offset;

    /// <summary>How far the site's clock is ahead of ours; zero before the first answer with a date.</summary>
    public TimeSpan Offset => new(Interlocked.Read(ref _offset));

    /// <summary>Takes in the head of an answer.</summary>
    public void Learn(HttpResponseMessage answer)
    {
        if (answer.Headers.Date is { } date)
        {
            Interlocked.Exchange(ref _offset, (date - time.GetUtcNow()).Ticks);
        }
    }
}
