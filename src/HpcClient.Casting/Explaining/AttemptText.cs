using System.Globalization;
using HpcClient.Casting.Ledger.Attempts;
using HpcClient.Casting.Reporting;
using HpcClient.Casting.UsageReports;
using HpcClient.Settings.Resources;

namespace HpcClient.Casting.Explaining;

/// <summary>A submission in words.</summary>
internal static class AttemptText
{
    /// <summary>What it is called: its number, and its id at the scheduler.</summary>
    public static string Name(LedgerAttempt attempt) => string.Create(
        CultureInfo.InvariantCulture, $"{attempt.Number}  {SafeText.Of(attempt.Scheduler)}:{SafeText.Of(attempt.SchedulerJobId ?? "no id")}");

    /// <summary>How it ended; null while it has not.</summary>
    public static string? Ended(LedgerAttempt attempt) => !attempt.IsOver ? null
        : $"{(attempt.Cause is { } cause ? CauseName.Words(cause) : "nobody knows how")}{(attempt.Succeeded == true ? "; a success" : "; no success")}";

    /// <summary>What it used against what it asked for, one item for each that is known.</summary>
    public static IEnumerable<string> Used(LedgerAttempt attempt)
    {
        var (usage, figures) = (attempt.Usage, new AttemptFigures(attempt));
        if (usage.PeakMemoryBytes is { } peak)
        {
            yield return $"memory {Memory(peak, attempt.AskedMemoryBytes)}{Percent(figures.MemoryShare)} at the peak";
        }

        if (usage.CpuSeconds is { } cpu)
        {
            yield return figures.CpuEfficiency is { } efficiency
                ? string.Create(CultureInfo.InvariantCulture, $"CPU {Time(cpu)} of {attempt.AskedCpus} x {Time(usage.WallSeconds!.Value)}{Percent(efficiency)}")
                : $"CPU {Time(cpu)}";
        }

        if (usage.WallSeconds is { } wall)
        {
            yield return $"walltime {Time(wall)}{(attempt.AskedWalltime is { } limit ? $" of {WalltimeFormat.Write(limit)}{Percent(figures.WallShare)}" : ", no limit known")}";
        }

        if (usage.GpuPercent is not null || usage.GpuMemoryBytes is not null)
        {
            yield return $"GPU{(usage.GpuPercent is { } gpu ? string.Create(CultureInfo.InvariantCulture, $" {gpu:0}% busy") : "")}{(usage.GpuMemoryBytes is { } memory ? $" {MemoryText.Of(memory)} at the peak" : "")}";
        }
    }

    /// <summary>Such as <c>3.1 GiB of 16 GiB</c>.</summary>
    public static string Memory(long used, long? asked) => $"{MemoryText.Of(used)}{(asked is { } all ? $" of {MemoryText.Of(all)}" : "")}";

    private static string Time(double seconds) => WalltimeFormat.Write(TimeSpan.FromSeconds(Math.Round(Math.Clamp(seconds, 0, 1e9))));

    private static string Percent(double? share) => share is { } part ? string.Create(CultureInfo.InvariantCulture, $" ({100 * part:0}%)") : "";
}
