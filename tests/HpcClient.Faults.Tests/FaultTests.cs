using HpcClient.Faults.Tests.Cluster;
using HpcClient.Faults.Tests.Scenarios;
using HpcClient.Faults.Tests.Table;

namespace HpcClient.Faults.Tests;

/// <summary>Plays every scenario. Most of their time is waiting, so many play at once.</summary>
public sealed class FaultTests(Clusters clusters, OutcomeTable outcomes)
{
    public static IEnumerable<TheoryDataRow<string>> Names() =>
        ScenarioList.All.Select(scenario => new TheoryDataRow<string>(scenario.Name)
        {
            TestDisplayName = scenario.Name,
            Traits = new()
            {
                ["ground"] = [scenario.Ground.ToString()],
                ["point"] = [scenario.Point.ToString()],
            },
        });

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_job_is_accounted_for(string name)
    {
        var scenario = ScenarioList.All.Single(one => one.Name == name);
        var slurm = await clusters.OfAsync(scenario.Ground);
        using var turn = await clusters.TakeAsync(scenario.Ground);
        await using var stage = await Stage.SetAsync(scenario, slurm);
        try
        {
            await scenario.Play(stage);
            await stage.SettleAsync();
            await new Afterwards(scenario, stage).CheckAsync();
            outcomes.Held(scenario);
        }
        catch (ShouldAssertException e)
        {
            Assert.Fail($"{e.Message}\n\n{await stage.StoryAsync()}");
        }
        finally
        {
            stage.OpenGate();
            if (scenario.Ground == Ground.RoughSlurm)
            {
                await slurm!.MendAsync();
            }
        }
    }
}
