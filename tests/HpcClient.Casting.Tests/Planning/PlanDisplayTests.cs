using HpcClient.Casting.Tests.Sweeping;

namespace HpcClient.Casting.Tests.Planning;

/// <summary>The keys <c>show_…</c> of cast.yml.</summary>
public sealed class PlanDisplayTests
{
    [Theory]
    [InlineData(true, false, false, "template value")]
    [InlineData(false, true, false, ": script: #!/bin/bash")]
    [InlineData(false, false, true, ": command: sbatch ")]
    public async Task Each_shows_its_part_with_the_job_and_nothing_else(bool values, bool script, bool command, string shown)
    {
        await using var site = await CastingSite.StartAsync();
        site.Settings = site.Settings with { ShowScriptTemplateValues = values, ShowScriptTemplateResult = script, ShowCommandTemplateResult = command };
        var job = await site.AddJobAsync();

        (await site.SweepAsync()).Launched.ShouldBe(1);

        var lines = site.Log.Lines.Where(line => line.Contains($"Job {job}: ", StringComparison.Ordinal)
            && (line.Contains(": template value ", StringComparison.Ordinal) || line.Contains(": script: ", StringComparison.Ordinal) || line.Contains(": command: ", StringComparison.Ordinal))).ToList();
        lines.ShouldContain(line => line.Contains(shown, StringComparison.Ordinal));
        var kind = shown.TrimStart(':').Trim().Split(' ')[0].TrimEnd(':');
        lines.ShouldAllBe(line => line.Contains($": {kind}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_them_nothing_of_it_is_logged()
    {
        await using var site = await CastingSite.StartAsync();
        await site.AddJobAsync();

        await site.SweepAsync();

        site.Log.Lines.ShouldNotContain(line => line.Contains("#!/bin/bash", StringComparison.Ordinal) || line.Contains("template value", StringComparison.Ordinal));
    }
}
