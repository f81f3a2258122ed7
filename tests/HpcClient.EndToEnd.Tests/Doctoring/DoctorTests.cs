using System.Text.Json;
using HpcClient.EndToEnd.Tests.Machine;
using HpcClient.Posix.Processes;

namespace HpcClient.EndToEnd.Tests.Doctoring;

/// <summary>doctor against an embedded site, the local scheduler and a real Slurm.</summary>
public sealed class DoctorTests
{
    [Fact]
    public async Task Where_all_is_well_nothing_fails_and_nothing_is_left_behind()
    {
        await using var site = await Installation.StartAsync();
        await File.AppendAllTextAsync(site.In("hpc", "settings", "credentials.sh"), $"echo read >> {site.In("sourced")}\n");

        var result = await DoctorAsync(site);
        (await File.ReadAllLinesAsync(site.In("sourced"))).ShouldHaveSingleItem("credentials.sh may load modules, which takes its time: it is read once");
        result = await DoctorAsync(site, "--deep");

        result.ExitCode.ShouldBe(0, result.Out + result.Error);
        var checks = Outcomes(result);
        checks["job through the scheduler"].ShouldBe("ok");
        checks["site from the node"].ShouldBe("ok");
        Directory.EnumerateFileSystemEntries(site.In("hpc", "logs", "generated")).ShouldBeEmpty();
        Directory.EnumerateFileSystemEntries(site.In("hpc", "state", "doctor")).ShouldBeEmpty();
        result.Out.ShouldNotContain(site.Secret);
    }

    [Fact]
    public async Task A_probe_goes_through_each_allowed_partition_of_a_real_Slurm()
    {
        await Parts.NeedSlurmAsync();
        await using var site = await Installation.StartAsync();
        var partition = (await Product.RunAsync("sinfo", ["-h", "-o", "%R"])).Out.Split('\n')[0].Trim();
        site.Cast($"  cluster: slurm\n  allowed_partitions: [{partition}, no-such-partition]\n");

        var result = await DoctorAsync(site, "--deep");

        var checks = Outcomes(result);
        checks["scheduler"].ShouldBe("ok");
        checks[$"job through the scheduler ({partition})"].ShouldBe("ok", result.Out);
        checks[$"site from the node ({partition})"].ShouldBe("ok");
        checks["job through the scheduler (no-such-partition)"].ShouldBe("failed");
        result.ExitCode.ShouldBe(checks.Values.Count(outcome => outcome == "failed"));
    }

    [Fact]
    public async Task A_wrong_secret_is_told_with_the_remedy_and_never_shown()
    {
        await using var site = await Installation.StartAsync();
        site.Credentials(secret: "wrong-secret-canary-1234");

        var result = await DoctorAsync(site);

        result.ExitCode.ShouldBe(1, result.Out);
        Outcomes(result)["login"].ShouldBe("failed");
        Outcomes(result)["scheduler"].ShouldBe("ok", "one fault does not hide what else there is to see");
        result.Out.ShouldContain("compare SCITRAN_CORE_DRONE_SECRET");
        result.Out.ShouldNotContain("wrong-secret-canary-1234");
    }

    [Fact]
    public async Task A_site_that_is_down_an_engine_that_is_missing_and_a_folder_that_is_open_each_count()
    {
        await using var site = await Installation.StartAsync();
        site.Credentials(port: 1);
        File.Delete(site.In("hpc", "logs", "temp", "engine"));
        var generated = site.In("hpc", "logs", "generated");
        File.SetUnixFileMode(generated, File.GetUnixFileMode(generated) | UnixFileMode.OtherWrite);

        var result = await DoctorAsync(site);

        result.ExitCode.ShouldBe(3, result.Out);
        Outcomes(result).Where(check => check.Value == "failed").Select(check => check.Key).ShouldBe(["rights", "engine link", "login"], ignoreOrder: true);
    }

    [Fact]
    public async Task Faults_in_the_settings_are_the_first_thing_told_and_what_rests_on_them_is_skipped()
    {
        await using var site = await Installation.StartAsync();
        site.Cast("  cluster: slrum\n");

        var result = await DoctorAsync(site);

        result.ExitCode.ShouldBe(1, result.Out);
        Outcomes(result)["settings"].ShouldBe("failed");
        Outcomes(result)["certificate"].ShouldBe("skipped");
        Outcomes(result)["login"].ShouldBe("skipped");
    }

    [Fact]
    public async Task The_archive_for_a_ticket_holds_no_secret()
    {
        await using var site = await Installation.StartAsync();
        var bundle = site.In("bundle.tar.gz");

        (await Product.ClientAsync("doctor", "--folder", site.Hpc, "--bundle", bundle)).ExitCode.ShouldBe(0);

        Directory.CreateDirectory(site.In("unpacked"));
        (await Product.RunAsync("tar", ["-xzf", bundle, "-C", site.In("unpacked")])).ExitCode.ShouldBe(0);
        Canary.Absent(site.In("unpacked"), site.Secret);
        (await File.ReadAllTextAsync(site.In("unpacked", "fw-hpc-client-doctor", "settings", "credentials.names"))).ShouldContain("SCITRAN_CORE_DRONE_SECRET=<omitted>");
    }

    private static Task<ChildResult> DoctorAsync(Installation site, params string[] more) =>
        Product.ClientAsync(["doctor", "--json", "--folder", site.Hpc, .. more]);

    private static Dictionary<string, string> Outcomes(ChildResult result)
    {
        using var json = JsonDocument.Parse(result.Out);
        return json.RootElement.GetProperty("checks").EnumerateArray()
            .ToDictionary(check => check.GetProperty("name").GetString()!, check => check.GetProperty("outcome").GetString()!);
    }
}
