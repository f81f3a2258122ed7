using System.Text.Json;
using HpcClient.Casting.Ledger.Attempts;
using HpcClient.Casting.UsageReports;

namespace HpcClient.Casting.Explaining;

/// <summary>A submission for programs.</summary>
internal static class AttemptJson
{
    /// <summary>Writes it as an object, or null where there is none.</summary>
    public static void Write(Utf8JsonWriter json, LedgerAttempt? attempt)
    {
        if (attempt is null)
        {
            json.WriteNullValue();
            return;
        }

        var (usage, figures) = (attempt.Usage, new AttemptFigures(attempt));
        json.WriteStartObject();
        json.WriteNumber("number", attempt.Number);
        json.WriteString("scheduler_job_id", attempt.SchedulerJobId);
        json.WriteString("asked", attempt.Asked);
        json.WriteNumberOrNull("asked_cpus", attempt.AskedCpus);
        json.WriteNumberOrNull("asked_memory_bytes", attempt.AskedMemoryBytes);
        json.WriteNumberOrNull("asked_walltime_seconds", attempt.AskedWalltime?.TotalSeconds);
        json.WriteNumberOrNull("asked_gpus", attempt.AskedGpus);
        json.WriteTimeOrNull("submitted_at", attempt.SubmittedAt);
        json.WriteTimeOrNull("started_at", attempt.StartedAt);
        json.WriteTimeOrNull("ended_at", attempt.EndedAt);
        json.WriteString("node", attempt.Node);
        json.WriteString("cause", attempt.Cause is { } cause ? CauseName.Code(cause) : null);
        json.WriteBooleanOrNull("succeeded", attempt.Succeeded);
        json.WriteNumberOrNull("cpu_seconds", usage.CpuSeconds);
        json.WriteNumberOrNull("cpu_efficiency_percent", Percent(figures.CpuEfficiency));
        json.WriteNumberOrNull("peak_memory_bytes", usage.PeakMemoryBytes);
        json.WriteNumberOrNull("memory_percent", Percent(figures.MemoryShare));
        json.WriteNumberOrNull("wall_seconds", usage.WallSeconds);
        json.WriteNumberOrNull("walltime_percent", Percent(figures.WallShare));
        json.WriteNumberOrNull("gpu_percent", usage.GpuPercent);
        json.WriteNumberOrNull("gpu_memory_bytes", usage.GpuMemoryBytes);
        json.WriteString("usage_source", usage.Source);
        json.WriteEndObject();
    }

    private static double? Percent(double? share) => share is { } part ? Math.Round(100 * part, 1) : null;
}
