namespace HpcClient.Scheduling.Observations;

/// <summary>What a waiting job asks its scheduler for, as far as the queue tells.</summary>
internal sealed record AskedResources
{
    /// <summary>CPUs; null when not told.</summary>
    public int? Cpus { get; init; }

    /// <summary>Memory as a whole, in bytes; null when not told.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>GPUs; null when not told.</summary>
    public int? Gpus { get; init; }

    /// <summary>Where: <c>partition main</c>, <c>queue long</c>; null when not told.</summary>
    public string? Place { get; init; }

    /// <summary>In words: <c>a free GPU, 4 free CPUs and 16G of memory on partition main</c>.</summary>
    public string Words()
    {
        var parts = new List<string>(3);
        if (Gpus > 0)
        {
            parts.Add(Gpus == 1 ? "a free GPU" : $"{Gpus} free GPUs");
        }

        if (Cpus > 0)
        {
            parts.Add(Cpus == 1 ? "a free CPU" : $"{Cpus} free CPUs");
        }

        if (MemoryBytes > 0)
        {
            parts.Add($"{PlainWords.Memory(MemoryBytes.Value)} of memory");
        }

        var what = parts.Count switch
        {
            0 => "a free place",
            1 => parts[0],
            2 => $"{parts[0]} and {parts[1]}",
            _ => $"{parts[0]}, {parts[1]} and {parts[2]}",
        };
        return Place is { Length: > 0 } place ? $"{what} on {PlainWords.Of(place)}" : what;
    }
}
