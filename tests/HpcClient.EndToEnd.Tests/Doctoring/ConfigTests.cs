using System.Text.Json;
using HpcClient.EndToEnd.Tests.Machine;

namespace HpcClient.EndToEnd.Tests.Doctoring;

/// <summary>config check, show, explain, schema as a person calls them.</summary>
public sealed class ConfigTests
{
    [Fact]
    public async Task All_faults_are_told_at_once_with_place_and_remedy()
    {
        await using var site = await Installation.StartAsync();
        site.Cast("  cluster: slrum\n  max_gpu: many\n  dry_runn: true\n");
        site.Credentials(secret: "changeme");
        await File.WriteAllTextAsync(site.In("hpc", "settings", "registries.yml"), "registries:\n");

        var result = await Product.ClientAsync("config", "check", "--json", "--folder", site.Hpc);

        result.ExitCode.ShouldBe(3);
        using var json = JsonDocument.Parse(result.Out);
        var faults = json.RootElement.EnumerateArray().ToList();
        faults.Select(fault => fault.TryGetProperty("key", out var key) ? key.GetString() : null).ShouldBe(["cluster", "max_gpu", "dry_runn", "SCITRAN_CORE_DRONE_SECRET", null]);
        faults[^1].GetProperty("message").GetString().ShouldNotBeNull().ShouldContain("chmod 600");
        faults[0].GetProperty("line").GetInt32().ShouldBe(5);
        faults.ShouldAllBe(fault => fault.GetProperty("remedy").GetString()!.Length > 0);
    }

    [Fact]
    public async Task Settings_without_faults_pass_and_are_shown_without_the_secret()
    {
        await using var site = await Installation.StartAsync();

        (await Product.ClientAsync("config", "check", "--folder", site.Hpc)).ExitCode.ShouldBe(0);
        var shown = await Product.ClientAsync("config", "show", "--folder", site.Hpc);

        shown.ExitCode.ShouldBe(0);
        shown.Out.ShouldContain("  cluster: local\n");
        shown.Out.ShouldContain("secret: <omitted>");
        shown.Out.ShouldNotContain(site.Secret);
    }

    [Fact]
    public async Task A_key_is_explained_with_the_place_of_its_value_and_a_typo_is_helped()
    {
        await using var site = await Installation.StartAsync();

        var told = await Product.ClientAsync("config", "explain", "cluster", "--folder", site.Hpc);
        told.Out.ShouldContain($"now       local   ({site.Hpc}/settings/cast.yml, line 5)");
        told.Out.ShouldContain("one of: slurm, sge, lsf, local, base");

        var typo = await Product.ClientAsync("config", "explain", "clutser", "--folder", site.Hpc);
        typo.ExitCode.ShouldBe(2);
        typo.Error.ShouldContain("Did you mean 'cluster'?");
    }
}
