using System.Text.Json.Nodes;
using HpcClient.Engine.Tests.Bed;

namespace HpcClient.Engine.Tests;

public sealed class GearUserTests
{
    private const string Script =
        """
        echo "I am $(id -u):$(id -g)"; [ -r config.json ] && echo reads its configuration; cat input/file/*
        touch new work/w output/private /tmp/t "$HOME/h" && echo writes; chmod 600 output/private; ls -lan config.json; mkdir -p output/closed work/closed; chmod 0 work/closed output/closed
        """;

    [Theory]
    [InlineData(1234, 2345)]
    [InlineData(1234, null)]
    public async Task With_Podman_a_gear_runs_as_the_user_it_asks_for(int user, int? group)
    {
        await RuntimeProbe.RequireAsync("podman");
        await using var bed = await EngineBed.StartAsync("podman");
        await bed.Site.AddFileAsync("in.txt", "content\n"u8.ToArray());
        var job = await bed.AddJobAsync(Script, await AddGearAsync(bed, user, group), "in.txt");

        var result = await bed.RunAsync(job);

        var log = await bed.Site.LogOfAsync(job);
        result.Exit.ShouldBe(EngineExit.Complete, log);
        log.ShouldContain($"I am {user}:{group ?? user}\nreads its configuration\ncontent\nwrites\n-rw-------");
        log.ShouldNotContain("asks to run as user");
        (await bed.Site.OutputNamesAsync()).ShouldBe(["in.txt", "private"], ignoreOrder: true);
        Directory.EnumerateFileSystemEntries(bed.Scratch).ShouldBeEmpty();
    }

    [Fact]
    public async Task With_Apptainer_the_log_says_that_it_runs_as_the_jobs_user()
    {
        await RuntimeProbe.RequireAsync("apptainer");
        await using var bed = await EngineBed.StartAsync("apptainer");
        await bed.Site.AddFileAsync("in.txt", "content\n"u8.ToArray());
        var job = await bed.AddJobAsync(Script, await AddGearAsync(bed, 1234, 2345), "in.txt");

        var result = await bed.RunAsync(job);

        var log = await bed.Site.LogOfAsync(job);
        result.Exit.ShouldBe(EngineExit.Complete, log);
        log.ShouldContain($"The gear asks to run as user 1234:2345; with {RuntimeProbe.Word("apptainer")} it runs as the user of this job instead.");
        log.ShouldContain($"I am {Posix.Processes.ProcessUser.Id}:{Posix.Processes.ProcessUser.GroupId}\n");
        log.ShouldContain("writes\n");
        Directory.EnumerateFileSystemEntries(bed.Scratch).ShouldBeEmpty();
    }

    private static Task<string> AddGearAsync(EngineBed bed, int user, int? group) => bed.AddGearAsync(manifest =>
    {
        var flywheel = new JsonObject { ["uid"] = user };
        if (group is not null)
        {
            flywheel["gid"] = group;
        }

        manifest["custom"] = new JsonObject { ["flywheel"] = flywheel };
    });
}
