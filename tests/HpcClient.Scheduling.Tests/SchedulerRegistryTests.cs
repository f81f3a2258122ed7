namespace HpcClient.Scheduling.Tests;

public sealed class SchedulerRegistryTests
{
    private static readonly SchedulerContext Context = new() { LocalStateFolder = "x", ShepherdCommand = ["x"] };

    [Theory]
    [InlineData("slurm")]
    [InlineData("sge")]
    [InlineData("lsf")]
    [InlineData("local")]
    [InlineData("base")]
    public void Known_names_make_their_scheduler(string name)
    {
        SchedulerRegistry.Names.ShouldContain(name);
        SchedulerRegistry.Fault(name).ShouldBeNull();
        SchedulerRegistry.Create(name, Context).Name.ShouldBe(name);
        SchedulerRegistry.Defaults(name).ShouldNotBeNull().Name.ShouldBe(name);
    }

    [Fact]
    public void An_unknown_name_is_answered_with_the_known_ones()
    {
        SchedulerRegistry.Fault("slrum").ShouldNotBeNull().ShouldContain("slurm, sge, lsf, local, base");
        Should.Throw<ArgumentException>(() => SchedulerRegistry.Create("slrum", Context)).Message.ShouldContain("slurm, sge, lsf, local, base");
        SchedulerRegistry.Defaults("slrum").ShouldBeNull();
    }

    [Theory]
    [InlineData("/data/it's", "'")]
    [InlineData("/data/a,b", ",")]
    [InlineData("/data/a:b", ":")]
    [InlineData("/data/#1", "#")]
    public void Grid_Engine_takes_fewer_paths_in_its_default_script(string path, string character) =>
        ScriptPaths.Fault(path, SchedulerRegistry.Defaults("sge")!.RefusedInPaths).ShouldNotBeNull().ShouldContain($"'{character}'");

    [Fact]
    public void Grid_Engine_takes_blanks_in_its_default_script() =>
        ScriptPaths.Fault("/data/fw hpc", SchedulerRegistry.Defaults("sge")!.RefusedInPaths).ShouldBeNull();

    [Theory]
    [InlineData("/data/fw hpc/it's #1", null)]
    [InlineData("/data/$HOME", "'$'")]
    [InlineData("/data/a\"b", "'\"'")]
    [InlineData("/data/100%", "'%'")]
    [InlineData("/data/a\nb", "code 10")]
    public void Paths_that_cannot_stand_in_a_script_are_named(string path, string? word)
    {
        if (word is null)
        {
            ScriptPaths.Fault(path).ShouldBeNull();
        }
        else
        {
            ScriptPaths.Fault(path).ShouldNotBeNull().ShouldContain(word);
        }
    }
}
