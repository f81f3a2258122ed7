using System.Globalization;

namespace HpcClient.Settings.Cast;

/// <summary>The keys of the long-running form, <c>serve</c>.</summary>
internal static class ServeKeys
{
    private const int LowestPort = 1024; // those below are root's

    public static readonly IReadOnlyList<CastKey> All =
    [
        new("poll_seconds", "Longest time in seconds between two passes of 'serve'.", Text(CastSettings.DefaultPollSeconds), false,
            (s, v) => v.Whole(5, 3600) is { } x ? s with { PollSeconds = x } : null, s => Text(s.PollSeconds)) { Form = KeyForm.Whole(5, 3600) },
        new("status_port", "Port on this machine alone where 'serve' answers /healthz and /metrics; none when absent.", "9477", false,
            (s, v) => v.Whole(LowestPort, ushort.MaxValue) is { } x ? s with { StatusPort = x } : null, s => s.StatusPort is { } x ? Text(x) : null) { Form = KeyForm.Whole(LowestPort, ushort.MaxValue) },
    ];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
