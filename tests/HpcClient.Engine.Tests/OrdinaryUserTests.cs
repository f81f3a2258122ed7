using System.Text.Json.Nodes;
using HpcClient.Engine.Tests.Bed;

namespace HpcClient.Engine.Tests;

public sealed class OrdinaryUserTests
{
    [Theory]
    [InlineData("host", null)]
    [InlineData("apptainer", null)]
    [InlineData("podman", null)]
    [InlineData("podman", 1234)]
    public async Task An_engine_without_rights_runs_gears_and_leaves_nothing(string runtime, int? asked)
    {
        await RuntimeProbe.RequireAsync(runtime);
        await using var bed = await EngineBed.StartAsync(runtime);
        await using var user = await TemporaryUser.AddAsync(bed.In("home"));
        await bed.GiveToAsync(user);
        await bed.Site.AddFileAsync("in.txt", "content\n"u8.ToArray());
        var gear = await bed.AddGearAsync(manifest =>
        {
            if (asked is not null)
            {
                manifest["custom"] = new JsonObject { ["flywheel"] = new JsonObject { ["uid"] = asked } };
            }
        });
        var job = await bed.AddJobAsync(
            """
            echo "I am $(id -u)"; [ -r config.json ] && cat input/file/in.txt > output/copy.txt; touch new work/w "$HOME/h" && rm "$(mktemp)" && echo writes
            echo private > output/private; chmod 600 output/private; mkdir work/closed output/closed; echo 1 > work/closed/x; chmod 0 work/closed output/closed
            touch work/foreign output/foreign; chown -h 55:55 work output/foreign 2>/dev/null; chmod 600 output/foreign; true
            """, gear, "in.txt");

        using var engine = EngineProcess.Start(bed, job, user);
        var code = await engine.WaitAsync();

        var log = await bed.Site.LogOfAsync(job);
        code.ShouldBe((int)EngineExit.Complete, log);
        log.ShouldContain("writes\n");
        if (runtime == "podman")
        {
            log.ShouldContain($"I am {asked ?? 0}\n");
        }

        (await bed.Site.OutputNamesAsync()).ShouldBe(["in.txt", "copy.txt", "private", "foreign"], ignoreOrder: true);
        System.Text.Encoding.UTF8.GetString(await bed.Site.OutputAsync("copy.txt")).ShouldBe("content\n");
        Directory.EnumerateFileSystemEntries(bed.Scratch).ShouldBeEmpty();
    }
}
