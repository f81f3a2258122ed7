namespace HpcClient.Faults.Tests;

/// <summary>One fault, and what must come of it. To add one, add a row to a list in <c>Scenarios/</c>.</summary>
/// <param name="Point">Where a job could be lost.</param>
/// <param name="Name">A sentence: what happens, and what comes of it.</param>
/// <param name="Play">
/// Launches jobs and does the harm. Afterwards the suite sweeps until all jobs are over and looks for what
/// <see cref="Afterwards"/> lists, so a scenario only asserts what is its own.
/// </param>
internal sealed record Scenario(LossPoint Point, string Name, Func<Stage, Task> Play)
{
    /// <summary>Where it plays.</summary>
    public Ground Ground { get; init; } = Ground.Local;

    /// <summary>State of its jobs at the site in the end.</summary>
    public string Outcome { get; init; } = "complete";

    /// <summary>How often each job's gear must have run, by its own count.</summary>
    public int GearRuns { get; init; } = 1;

    /// <summary>Words that the log of its jobs must hold; null for none.</summary>
    public string? Says { get; init; }

    /// <summary>More of cast.yml, each line indented by two.</summary>
    public string Settings { get; init; } = "";

    /// <summary>Whether a killed engine could not clear its scratch, which the next engine of that node would.</summary>
    public bool LeavesScratch { get; init; }
}
