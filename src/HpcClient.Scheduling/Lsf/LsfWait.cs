using HpcClient.Scheduling.Observations;

namespace HpcClient.Scheduling.Lsf;

/// <summary>LSF's pending reasons in words. They are sentences already, and many; the common ones are told as with the other schedulers.</summary>
internal static class LsfWait
{
    private static readonly (string Part, string Words)[] Known =
    [
        ("suspended by", "is held until its user or an administrator releases it (bresume)"),
        ("dependency condition", "waits for another job to end"),
        ("waiting for scheduling", "waits for the scheduler to look at it"),
        ("per-user job slot limit", "waits until its user has fewer jobs running: it has as many as it may at once"),
        ("user has reached the", "waits until its user is below its limit again"),
        ("job slot limit", "waits until fewer jobs run: there are as many as there may be at once"),
        ("closed by its administrator", "waits for its queue, which an administrator has closed"),
        ("inactivated by its administrator", "waits for its queue, which an administrator has set inactive"),
        ("inactivated by its time windows", "waits for the hours of its queue"),
        ("specified start time", "waits for its begin time"),
        ("license", "waits for a free licence"),
    ];

    private static readonly string[] Resources =
        ["not enough", "not satisfied", "resource requirements", "slots or resources", "hosts to meet", "load information", "cannot be reserved"];

    /// <summary>Words for a person; null when LSF gives no reason.</summary>
    public static string? Words(string state, string? reason, AskedResources asked)
    {
        if (state == "PSUSP")
        {
            return Known[0].Words;
        }

        if (reason is null)
        {
            return null;
        }

        return Known.FirstOrDefault(known => reason.Contains(known.Part, StringComparison.OrdinalIgnoreCase)).Words
            ?? (Resources.Any(part => reason.Contains(part, StringComparison.OrdinalIgnoreCase))
                ? $"waits for {asked.Words()} ({PlainWords.Of(reason.TrimEnd(';', '.', ' '))})"
                : PlainWords.Of(reason));
    }
}
