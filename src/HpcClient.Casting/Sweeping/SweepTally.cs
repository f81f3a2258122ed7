using Microsoft.Extensions.Logging;

namespace HpcClient.Casting.Sweeping;

/// <summary>Counts what a sweep does, and keeps the first thing that went wrong.</summary>
/// <param name="log">Hears of everything that goes wrong.</param>
internal sealed class SweepTally(ILogger log)
{
    public SweepReport Report { get; private set; } = new();

    public void Launched() => Report = Report with { Launched = Report.Launched + 1 };

    public void Rejected() => Report = Report with { Rejected = Report.Rejected + 1 };

    public void Skipped() => Report = Report with { Skipped = Report.Skipped + 1 };

    public void Waits() => Report = Report with { Waiting = Report.Waiting + 1 };

    public void Fail(SweepProblemKind kind, string sentence)
    {
        Report = Report with { Problem = Report.Problem ?? new(kind, sentence) };
        log.LogError("{Problem}", sentence);
    }
}
