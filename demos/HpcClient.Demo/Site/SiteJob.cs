using System.Globalization;
using System.Text.Json;

namespace HpcClient.Demo.Site;

/// <summary>A job as the site lists it, with what the demo needs.</summary>
internal sealed record SiteJob(string Id, string State, string DestinationId, IReadOnlyList<string> SavedFiles)
{
    /// <summary>Milliseconds: from the engine's start to the gear's, of the gear, of the upload; null while it runs.</summary>
    public (long Preparation, long Gear, long Upload)? Times { get; private init; }

    /// <summary>Whether it is over.</summary>
    public bool IsOver => State is "complete" or "failed" or "cancelled";

    /// <summary>Reads one entry.</summary>
    public static SiteJob Read(JsonElement job) => new(
        job.GetProperty("id").GetString()!,
        job.GetProperty("state").GetString()!,
        job.GetProperty("destination").GetProperty("id").GetString()!,
        job.TryGetProperty("saved_files", out var files) && files.ValueKind == JsonValueKind.Array
            ? [.. files.EnumerateArray().Select(f => f.GetString()!).Order(StringComparer.Ordinal)]
            : [])
    {
        Times = job.TryGetProperty("profile", out var profile) && profile.TryGetProperty("elapsed_time_ms", out _)
            ? (Number(profile, "preparation_time_ms"), Number(profile, "elapsed_time_ms"), Number(profile, "upload_time_ms"))
            : null,
    };

    /// <summary>The three times in words.</summary>
    public string TimesInWords() => Times is { } t
        ? string.Create(CultureInfo.InvariantCulture, $"{t.Preparation / 1000.0:0.0} + {t.Gear / 1000.0:0.0} + {t.Upload / 1000.0:0.0} s")
        : "";

    private static long Number(JsonElement profile, string name) => profile.TryGetProperty(name, out var value) ? value.GetInt64() : 0;
}
