using System.Text.RegularExpressions;
using HpcClient.EndToEnd.Tests.Machine;

namespace HpcClient.EndToEnd.Tests.Manual;

/// <summary>The page for newcomers, followed word by word where there is nothing but an operating system and a cluster.</summary>
[Trait("Needs", "Slurm")]
public sealed partial class NewcomerTests
{
    // Of Debian's own users; the page says that no root is needed.
    private const string OrdinaryUser = "games";

    // What the page has for other machines than a login node without cron and without a person.
    private static readonly string[] LeftOut = ["fw-hpc-client setup", "fw-hpc-client service install --cron", "./demo"];

    [Fact]
    public async Task Who_follows_the_page_gets_from_the_tar_gz_to_a_finished_job()
    {
        await Parts.NeedSlurmAsync();
        await Parts.NeedRuntimeAsync("apptainer");
        Parts.NeedRoot("the newcomer's machine is made of namespaces");
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("FW_HPC_CLIENT") is { Length: > 0 }, "a newcomer has a published executable: run ./build and name it with FW_HPC_CLIENT");

        var played = await Product.RunAsync(Repository.PathOf("demos", "newcomer.sh"), ["--client", Product.Client, "--user", OrdinaryUser]);

        played.Succeeded.ShouldBeTrue(played.Out + played.Error);
        LeftBlock().Matches(played.Out).Select(match => match.Groups[1].Value).ShouldBe(LeftOut);
        played.Out.ShouldContain("All is well.");
        played.Error.ShouldContain("complete at the site, by the page alone");
    }

    [GeneratedRegex(@"^== line [0-9]+: not run: .*\n {3}(.*)$", RegexOptions.Multiline)]
    private static partial Regex LeftBlock();
}
