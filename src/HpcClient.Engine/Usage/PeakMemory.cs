namespace HpcClient.Engine.Usage;

/// <summary>
/// The most memory that a job needed. The kernel's own high mark counts file cache as well, and a gear that reads much
/// drives it to the limit whatever it needs; so the cache is left out, sample by sample. When the mark rose between two
/// samples, the rise happened between them: less the larger of the two caches it was needed as well. So a peak that is
/// shorter than the time between samples is seen, if anything as too small.
/// </summary>
internal sealed class PeakMemory
{
    private long? _mark;
    private long _cache;

    /// <summary>The peak, in bytes; null before the first sample, and where the kernel tells nothing.</summary>
    public long? Bytes { get; private set; }

    /// <summary>Takes a sample.</summary>
    public void Take(MemorySample sample)
    {
        var cache = sample.FileCache ?? 0;
        Raise(sample.Used - cache);
        if (sample.HighMark > _mark)
        {
            Raise(sample.HighMark - Math.Max(cache, _cache));
        }

        _mark = sample.HighMark ?? _mark;
        _cache = cache;
    }

    private void Raise(long? bytes) => Bytes = bytes > (Bytes ?? 0) ? bytes : Bytes;
}
