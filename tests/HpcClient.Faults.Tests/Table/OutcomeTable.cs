using System.Collections.Concurrent;
using HpcClient.Faults.Tests.Scenarios;

namespace HpcClient.Faults.Tests.Table;

/// <summary>What held in this run, written to <c>artifacts/faults.md</c> when the suite is over.</summary>
public sealed class OutcomeTable : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, bool> _held = [];

    /// <summary>The table's head.</summary>
    internal const string Head = "| loss point | what happens, and what comes of it | on | at the site | gear runs |\n|---|---|---|---|---|\n";

    /// <summary>Notes that a scenario ended as it must.</summary>
    internal void Held(Scenario scenario) => _held[scenario.Name] = true;

    /// <summary>One scenario's row.</summary>
    internal static string Row(Scenario scenario) =>
        $"| {scenario.Point} | {scenario.Name} | {(scenario.Ground == Ground.Local ? "local" : "Slurm")} | {scenario.Outcome} | {scenario.GearRuns} |\n";

    /// <summary>The whole table, as the docs have it.</summary>
    internal static string Of(IEnumerable<Scenario> scenarios) =>
        Head + string.Concat(scenarios.OrderBy(one => one.Point).Select(Row));

    public async ValueTask DisposeAsync()
    {
        if (!_held.IsEmpty)
        {
            var folder = Repository.PathOf("artifacts");
            Directory.CreateDirectory(folder);
            var table = Of(ScenarioList.All.Where(scenario => _held.ContainsKey(scenario.Name)));
            await File.WriteAllTextAsync(Path.Combine(folder, "faults.md"), $"{_held.Count} of {ScenarioList.All.Count} scenarios held in this run.\n\n{table}");
        }
    }
}
