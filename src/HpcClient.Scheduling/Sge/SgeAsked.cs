using System.Text.RegularExpressions;

namespace HpcClient.Scheduling.Sge;

/// <summary>What a job asked for by <c>-l</c>, as far as it matters to us.</summary>
/// <param name="MemoryPerSlot">As written, such as <c>4G</c>; null when not asked for.</param>
/// <param name="Walltime">As written, such as <c>0:30:00</c> or seconds; null when not asked for.</param>
/// <param name="Gpus">The resource <c>gpu</c> of the default script; null when not asked for.</param>
internal sealed partial record SgeAsked(string? MemoryPerSlot, string? Walltime, int? Gpus)
{
    private const string Memory = "h_vmem", Time = "h_rt", Gpu = "gpu";

    /// <summary>Walltime limit.</summary>
    public TimeSpan? TimeLimit => Walltime is null ? null : SgeValues.Span(Walltime);

    /// <summary>Reads the category of accounting(5), the options of the submission; what is asked for softly is no limit.</summary>
    public static SgeAsked OfCategory(string category)
    {
        var asked = Lists().Matches(category)
            .SelectMany(list => list.Groups[1].Value.Split(','))
            .Select(item => item.Split('=', 2))
            .Where(item => item.Length == 2)
            .ToLookup(item => item[0], item => item[1]);
        return Of(name => asked[name].FirstOrDefault());
    }

    /// <summary>Reads them one by one.</summary>
    public static SgeAsked Of(Func<string, string?> value) => new(value(Memory), value(Time), value(Gpu) is { } gpus ? SgeValues.Number(gpus) : null);

    /// <summary>Memory as a whole, in bytes; null when not asked for.</summary>
    public long? MemoryBytes(int slots) => MemoryPerSlot is null ? null : SgeValues.Memory(MemoryPerSlot) * slots;

    [GeneratedRegex(@"(?<!-soft )-l (\S+)", RegexOptions.CultureInvariant)]
    private static partial Regex Lists();
}
