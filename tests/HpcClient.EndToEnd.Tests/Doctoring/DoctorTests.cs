using System.Text.Json;
using HpcClient.EndToEnd.Tests.Machine;
using HpcClient.Posix.Files;
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
    public async Task A_site_that_accepts_the_secret_and_forbids_the_jobs_fails_the_login_with_whom_to_ask()
    {
        await using var site = await Installation.StartAsync();
        await using var between = await BetweenSite.StartAsync(site.Port, context => context.Request.Path.StartsWithSegments("/api/jobs")
            ? (403, """{"message": "No rights, token=canary-in-a-message."}""") : null);
        site.Credentials(port: between.Port);

        var result = await DoctorAsync(site);

        result.ExitCode.ShouldBe(1, result.Out);
        Outcomes(result)["login"].ShouldBe("failed");
        Outcomes(result)["jobs of the site"].ShouldBe("skipped");
        result.Out.ShouldContain("The site accepts the secret, but lets us see no jobs: HTTP 403");
        result.Out.ShouldContain("Ask a Flywheel administrator for the secret of a drone");
        result.Out.ShouldNotContain("canary-in-a-message");
        between.Asked.ShouldContain(path => path.StartsWith("/api/jobs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_clock_that_is_hours_off_and_a_page_in_the_sites_place_are_told_for_what_they_are()
    {
        await using var site = await Installation.StartAsync();
        await using var late = await BetweenSite.StartAsync(site.Port, _ => null, TimeSpan.FromHours(7));
        site.Credentials(port: late.Port);
        var clock = await DoctorAsync(site);
        clock.ExitCode.ShouldBe(0, clock.Out);
        Outcomes(clock)["clock"].ShouldBe("warning");
        clock.Out.ShouldContain("This machine is 7 hours behind the site");

        await using var page = await BetweenSite.StartAsync(site.Port, _ => (200, "<html>Log in to the network</html>"));
        site.Credentials(port: page.Port);
        var other = await DoctorAsync(site);
        other.ExitCode.ShouldBe(1, other.Out);
        other.Out.ShouldContain("this is no Flywheel site");
    }

    [Fact]
    public async Task Without_a_secret_the_scheduler_is_looked_at_all_the_same()
    {
        await using var site = await Installation.StartAsync();
        site.Credentials(secret: "changeme");
        await File.WriteAllTextAsync(site.In("hpc", "settings", "registries.yml"), "registries:\n  registry.example.org: {username: me, password: canary-word-3}\n");

        var result = await DoctorAsync(site);

        Outcomes(result)["settings"].ShouldBe("failed");
        Outcomes(result)["login"].ShouldBe("skipped");
        Outcomes(result)["scheduler"].ShouldBe("ok");
        Outcomes(result)["scratch"].ShouldBe("ok");
        Outcomes(result)["node"].ShouldBe("skipped");
        result.Out.ShouldContain("registries.yml", customMessage: "its passwords are open to all");
        result.Out.ShouldNotContain("canary-word-3");
    }

    [Fact]
    public async Task A_disk_that_is_full_is_told_once_with_what_to_do_and_no_half_archive_is_left()
    {
        Parts.NeedProgram("mount", "mount");
        await using var site = await Installation.StartAsync();
        Directory.CreateDirectory(site.In("small"));
        var script = $"""
            mount -t tmpfs -o size=256k none '{site.In("small")}' || exit 99
            cp -a '{site.Hpc}' '{site.In("small", "hpc")}'
            head -c 300000 /dev/zero > '{site.In("small", "fill")}' 2> '{site.In("said")}'
            '{Product.Client}' doctor --json --folder '{site.In("small", "hpc")}' > '{site.In("doctor.json")}'
            '{Product.Client}' doctor --json --folder '{site.In("small", "hpc")}' --bundle '{site.In("small", "b.tar.gz")}' 2> '{site.In("said")}' > '{site.In("other.json")}'
            ls '{site.In("small")}' > '{site.In("left")}'
            """;
        var run = await Product.RunAsync("unshare", ["--user", "--map-root-user", "--mount", "bash", "-c", script]);
        Assert.SkipWhen(run.ExitCode is 99 or 1 && !File.Exists(site.In("doctor.json")), $"This machine lets nobody mount: {run.Error}");

        var doctor = await File.ReadAllTextAsync(site.In("doctor.json"));
        var checks = Outcomes(doctor);
        checks["folder"].ShouldBe("failed");
        checks["file system"].ShouldBe("skipped", "what is full says nothing of locks");
        doctor.ShouldContain("is full. Free some space");
        doctor.ShouldNotContain("Parts that are missing");
        (await File.ReadAllTextAsync(site.In("said"))).ShouldContain("b.tar.gz' could not be written");
        (await File.ReadAllLinesAsync(site.In("left"))).ShouldBe(["fill", "hpc"]);
    }

    [Fact]
    public async Task A_job_of_the_probe_that_may_be_queued_is_taken_back()
    {
        await using var site = await Installation.StartAsync();
        Directory.CreateDirectory(site.In("bin"));
        foreach (var (program, body) in ((string, string)[])[
            ("sinfo", "echo main"), ("sacct", "true"), ("scancel", $"echo \"$@\" >> '{site.In("cancelled")}'"),
            ("sbatch", $"sed -n 's/^#SBATCH --job-name=//p' \"${{@: -1}}\" > '{site.In("queued")}'; echo 'Socket timed out on send/recv operation' >&2; exit 1"),
            ("squeue", $"name=$(cat '{site.In("queued")}' 2> /dev/null) || exit 0; row=$(for c in $(tr , ' ' <<< \"$5\"); do case $c in jobarrayid*) echo -n 77 ;; name*) echo -n \"$name\" ;; state*) echo -n PENDING ;; esac; echo -n $'\\x1f'; done); echo \"${{row%?}}\"")])
        {
            ExecutableScript.Write(site.In("bin", program), $"#!/bin/bash\n{body}\n");
        }

        site.Cast("  cluster: slurm\n");
        var result = await Product.RunAsync(
            Product.Client, ["doctor", "--json", "--deep", "--folder", site.Hpc], new Dictionary<string, string?> { ["PATH"] = $"{site.In("bin")}:{Environment.GetEnvironmentVariable("PATH")}" });

        Outcomes(result)["job through the scheduler"].ShouldBe("failed", result.Out + result.Error);
        File.Exists(site.In("cancelled")).ShouldBeTrue(result.Out);
        (await File.ReadAllTextAsync(site.In("cancelled"))).ShouldBe("77\n");
    }

    [Fact]
    public async Task The_archive_for_a_ticket_holds_no_secret()
    {
        await using var site = await Installation.StartAsync();
        var bundle = site.In("bundle.tar.gz");
        string[] canaries = [site.Secret, "canary-proxy", "canary-note", "canary-bearer", "canary-registry", "canary-lines", "canary-log"];

        // In a note, in an address, in a script, among registries, over several lines; and in the log of a probe whose script shows all that it does.
        await File.AppendAllTextAsync(site.In("hpc", "settings", "credentials.sh"), "export ENGINE_EXTRA_TOKEN='canary-lines-1\ncanary-lines-2'\nexport NO_PROXY=127.0.0.1\nexport HTTPS_PROXY=http://me:canary-proxy@127.0.0.1:9\n");
        DurableFile.Write(site.In("hpc", "settings", "registries.yml"), "registries:\n  127.0.0.1:9: {username: me, password: canary-registry}\n");
        site.Cast("""
              # canary-note
              cluster: local
              script: |
                #!/bin/bash
                set -x
                source "{{ cast_path }}/settings/credentials.sh"
                curl -H "Authorization: Bearer canary-bearer" file:///nowhere
                : $SCITRAN_CORE_DRONE_SECRET $HTTPS_PROXY --password canary-log
                exit 3

            """);

        var doctor = await Product.ClientAsync("doctor", "--deep", "--folder", site.Hpc, "--bundle", bundle);

        doctor.ExitCode.ShouldBe(2, doctor.Out);
        doctor.Out.ShouldContain("It wrote last:");
        doctor.Out.ShouldContain("Look through it before it leaves your hands.");
        foreach (var canary in canaries)
        {
            doctor.Out.ShouldNotContain(canary);
        }

        Directory.CreateDirectory(site.In("unpacked"));
        (await Product.RunAsync("tar", ["-xzf", bundle, "-C", site.In("unpacked")])).ExitCode.ShouldBe(0);
        foreach (var canary in canaries)
        {
            Canary.Absent(site.In("unpacked"), canary);
        }

        (await File.ReadAllTextAsync(site.In("unpacked", "fw-hpc-client-doctor", "settings", "cast.yml"))).ShouldContain("\n  cluster: local\n");
        (await File.ReadAllTextAsync(site.In("unpacked", "fw-hpc-client-doctor", "versions.txt"))).ShouldContain("\ncommit ");
        (await File.ReadAllTextAsync(site.In("unpacked", "fw-hpc-client-doctor", "settings", "credentials.names"))).ShouldContain("SCITRAN_CORE_DRONE_SECRET=<omitted>");
    }

    private static Task<ChildResult> DoctorAsync(Installation site, params string[] more) =>
        Product.ClientAsync(["doctor", "--json", "--folder", site.Hpc, .. more]);

    private static Dictionary<string, string> Outcomes(ChildResult result) => Outcomes(result.Out);

    // What does not work, or is worth a look, says what was tried, what was found and what to do.
    private static Dictionary<string, string> Outcomes(string text)
    {
        using var json = JsonDocument.Parse(text);
        foreach (var (check, number) in json.RootElement.GetProperty("checks").EnumerateArray().Zip(Enumerable.Range(1, int.MaxValue)))
        {
            check.GetProperty("number").GetInt32().ShouldBe(number);
            check.GetProperty("tried").GetString().ShouldNotBeNullOrEmpty();
            check.GetProperty("result").GetString().ShouldNotBeNullOrEmpty();
            (check.GetProperty("outcome").GetString() is "ok" or "skipped" || check.GetProperty("remedy").GetString() is { Length: > 0 }).ShouldBeTrue(check.ToString());
        }

        return json.RootElement.GetProperty("checks").EnumerateArray()
            .ToDictionary(check => check.GetProperty("name").GetString()!, check => check.GetProperty("outcome").GetString()!);
    }
}
