using System.Net;
using System.Net.Sockets;
using HpcClient.EndToEnd.Tests.Gears;
using HpcClient.EndToEnd.Tests.Machine;
using HpcClient.Posix.Processes;

namespace HpcClient.EndToEnd.Tests.Feel;

/// <summary>Ctrl-C, in a real terminal.</summary>
public sealed class InterruptTests
{
    [Fact]
    public async Task What_waits_ends_at_once_and_leaves_nothing_half_done()
    {
        await using var site = await Installation.StartAsync();
        await site.GearAsync("quick", "#!/bin/bash\nexit 0\n");
        await site.SweepUntilOverAsync(await site.LaunchAsync("quick"));
        await site.SweepAsync();
        var link = site.In("hpc", "logs", "temp", "engine");
        var engine = File.ResolveLinkTarget(link, returnFinalTarget: false)!.FullName;
        await using var typist = await Typist.StartAsync();

        // doctor --deep, while its probe is at work: with progress, which goes away.
        File.Delete(link);
        ExecutableScript.Write(link, "#!/bin/bash\nexec sleep 600\n");
        (await typist.InterruptAsync($"fw-hpc-client doctor --deep --folder {site.Hpc}", "checking, ", ready: () => Eventually.TrueAsync(
            () => Directory.EnumerateFileSystemEntries(site.In("hpc", "logs", "generated")).Any(), "the probe is sent"))).ShouldNotContain("checking, ");
        Directory.EnumerateFileSystemEntries(site.In("hpc", "logs", "generated")).Where(path => !path.Contains("job-", StringComparison.Ordinal)).ShouldBeEmpty();
        File.Delete(link);
        File.CreateSymbolicLink(link, engine);

        // Questions.
        var files = Files(site.Hpc);
        await typist.InterruptAsync($"fw-hpc-client reset --folder {site.Hpc}", "[y/N]");
        Files(site.Hpc).ShouldBe(files);
        File.WriteAllText(site.In("hpc", "settings", "cast.yml"), "cast:\n  cluster: local\n  cast_on_tag: true\n");
        files = Files(site.Hpc);
        await typist.InterruptAsync($"fw-hpc-client setup --upgrade --folder {site.Hpc}", "Change this? [y/N]");
        Files(site.Hpc).ShouldBe(files);

        // What goes on until one has seen enough, which is no failure for the last two.
        var job = await site.LaunchAsync("quick");
        await site.SayAsync(job, "a line of the gear");
        await typist.InterruptAsync($"fw-hpc-client site logs {job} --follow --data {site.SiteData}", "a line of the gear");
        await typist.InterruptAsync($"fw-hpc-client jobs --watch --folder {site.Hpc}", "q", ExitCodes.Success);
        await typist.InterruptAsync($"fw-hpc-client serve --folder {site.Hpc}", job, ExitCodes.Success);

        // A sweep, while the site does not answer.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        site.Credentials(port: ((IPEndPoint)silent.LocalEndpoint).Port);
        (await typist.InterruptAsync($"fw-hpc-client run --folder {site.Hpc}", "looking for jobs (")).ShouldNotContain("looking for jobs");
        site.Credentials();
        (await site.SweepAsync()).Error.ShouldNotContain("Another sweep");
    }

    [Fact]
    public async Task An_image_that_is_on_its_way_leaves_neither_a_part_of_it_nor_the_tool_that_fetched_it()
    {
        await Parts.NeedRuntimeAsync("apptainer");
        await using var site = await Installation.StartAsync();
        await using var registry = await StallingRegistry.StartAsync();
        await using var typist = await Typist.StartAsync();
        site.Credentials();
        await File.AppendAllTextAsync(
            site.In("hpc", "settings", "credentials.sh"), $"export ENGINE_MODULE=apptainer\nexport ENGINE_CACHE_DIR={site.In("cache")}\nexport ENGINE_TEMP_DIR={site.In("scratch")}\n");

        (await typist.InterruptAsync($"fw-hpc-client images pull {registry.Image} --folder {site.Hpc}", "working on the images (", ready: () => Eventually.TrueAsync(
            async () => (await Product.RunAsync("pgrep", ["-f", $"pull.* {registry.Image}"])).Succeeded, "apptainer fetches it"))).ShouldNotContain("working on");

        Files(site.In("cache", "images")).ShouldBeEmpty();
        Files(site.In("scratch")).ShouldBeEmpty();

        // Reading one that is large.
        await using (var image = File.Create(site.In("cache", "images", $"sha256-{new string('0', 64)}.sif")))
        {
            image.Write([.. new byte[32], .. "SIF_MAGIC"u8]);
            image.SetLength(100L << 30);
        }

        var files = Files(site.In("cache"));
        await typist.InterruptAsync($"fw-hpc-client images verify --folder {site.Hpc}", "working on the images (");
        Files(site.In("cache")).ShouldBe(files);
    }

    [Fact]
    public async Task A_gear_that_is_tried_is_stopped_with_all_that_it_started()
    {
        using var gear = new TrialGear("#!/bin/bash\necho started\nsleep 600 &\ntrap '' INT\nwait\n");
        await using var typist = await Typist.StartAsync([.. gear.Environment.Select(variable => $"{variable.Key}={variable.Value}")]);

        var shown = await typist.InterruptAsync($"fw-hpc-client gear run {gear.Folder} --input 'notes={gear.Input}' --runtime host --output {gear.Output}", "started");

        shown.ShouldContain("# The gear was stopped");
        Files(gear.Temporary).ShouldBeEmpty();
        Files(gear.Output).ShouldBeEmpty();
    }

    // With what is in them, as far as it is small.
    private static string[] Files(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(path => Path.GetFileName(path) is not ("ledger.db" or "ledger.db-journal"))
            .Select(path => $"{path} {(new FileInfo(path) is { Length: < 100_000 } ? File.ReadAllText(path) : "")}").Order(StringComparer.Ordinal),
    ];
}
