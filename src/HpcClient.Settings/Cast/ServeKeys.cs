using System.Globalization;

namespace HpcClient.Settings.Cast;

/// <summary>The keys of passes: how often, and how much at a time.</summary>
internal static class ServeKeys
{
    private const int LowestPort = 1024; // those below are root's

    public static readonly IReadOnlyList<CastKey> All =
    [
        new("poll_seconds", "Longest time in seconds between two passes of 'serve'.", Text(CastSettings.DefaultPollSeconds), false,
            (s, v) => v.Whole(5, 3600) is { } x ? s with { PollSeconds = x } : null, s => Text(s.PollSeconds)) { Form = KeyForm.Whole(5, 3600), Page = "running-as-a-service.md" },
        new("claim_jobs", "true: claim pending jobs at the site one by one, so that no other engine there takes them. Not together with use_hold_engine.", "false", false,
            (s, v) => v.Bool() is { } x ? s with { ClaimJobs = x } : null, s => s.ClaimJobs ? "true" : "false") { Form = KeyForm.Truth, Detail = "On a site of 2018 jobs are claimed in any case.", Page = "sites.md#claiming-jobs-at-a-current-site" },
        new("max_claimed_jobs", "Most jobs that we hold at a time, waiting or running, where they are claimed (claim_jobs, or a site of 2018).", Text(CastSettings.DefaultMaxClaimedJobs), false,
            (s, v) => v.Whole(1, 10000) is { } x ? s with { MaxClaimedJobs = x } : null, s => Text(s.MaxClaimedJobs)) { Form = KeyForm.Whole(1, 10000), Page = "sites.md#a-site-of-2018" },
        new("status_port", "Port on this machine alone where 'serve' answers /healthz and /metrics; none when absent.", "9477", false,
            (s, v) => v.Whole(LowestPort, ushort.MaxValue) is { } x ? s with { StatusPort = x } : null, s => s.StatusPort is { } x ? Text(x) : null) { Form = KeyForm.Whole(LowestPort, ushort.MaxValue), Page = "running-as-a-service.md#what-it-tells" },
    ];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
