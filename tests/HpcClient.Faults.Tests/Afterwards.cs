using HpcClient.Casting.Ledger;
using HpcClient.Faults.Tests.Machine;

namespace HpcClient.Faults.Tests;

/// <summary>What must hold after every scenario, whatever went wrong in it.</summary>
/// <param name="scenario">The scenario.</param>
/// <param name="stage">What it played on.</param>
internal sealed class Afterwards(Scenario scenario, Stage stage)
{
    /// <summary>Looks, and says all that does not hold.</summary>
    public async Task CheckAsync()
    {
        var problems = new List<string>();
        foreach (var job in stage.Jobs)
        {
            problems.AddRange(await OfJobAsync(job));
        }

        problems.AddRange(await Remains.OfAsync(stage, scenario.LeavesScratch));
        problems.AddRange(SecretPlaces());
        if (problems.Count > 0)
        {
            Assert.Fail($"{string.Join('\n', problems)}\n\n{await stage.StoryAsync()}");
        }
    }

    private async Task<List<string>> OfJobAsync(string job)
    {
        var problems = new List<string>();
        var state = await stage.Site.StateAsync(job);
        var (outcome, gearRuns) = stage.ExpectedOf(job);
        if (state != outcome)
        {
            problems.Add($"job {job} is {state} at the site, not {outcome}");
        }

        if (stage.GearRuns(job) != gearRuns)
        {
            problems.Add($"the gear of job {job} ran {stage.GearRuns(job)} times, not {gearRuns}");
        }

        var ends = stage.Wire.Calls.Where(call => call.EndsJob(job)).ToList();
        if (ends.Count > 1)
        {
            problems.Add($"the site was told {ends.Count} ends of job {job}: {string.Join("; ", ends.Select(end => end.Body))}");
        }

        if (stage.Remembered(job)?.State is not (LedgerState.Reported or LedgerState.Refused or LedgerState.Superseded))
        {
            problems.Add($"the ledger has job {job} as {stage.Remembered(job)?.State}");
        }

        if (state == "complete" && await stage.Site.OutputsAsync($"{job}.txt") != 1)
        {
            problems.Add($"job {job} is complete, and its output is not at the site");
        }

        if (scenario.Says is { } words && !(await stage.Site.LogAsync(job)).Contains(words, StringComparison.OrdinalIgnoreCase))
        {
            problems.Add($"the log of job {job} does not say '{words}'");
        }

        return problems;
    }

    private IEnumerable<string> SecretPlaces() =>
        Canary.Places(stage.Root, stage.Site.Secret)
            .Concat(stage.HasSlurm ? Canary.Places(Path.Combine(stage.Slurm.Root, "spool"), stage.Site.Secret) : [])
            .Select(path => $"the secret is in {path}");
}
