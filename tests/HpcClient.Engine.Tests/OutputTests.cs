using HpcClient.Engine.Outputs;
using HpcClient.Engine.Tests.Bed;
using HpcClient.Settings.Records;

namespace HpcClient.Engine.Tests;

public sealed class OutputTests
{
    [Fact]
    public async Task Hostile_names_reach_the_site_as_they_are_and_links_never_lead_out()
    {
        await using var bed = await EngineBed.StartAsync();
        var job = await bed.AddJobAsync(
            """
            cd output; echo 1 > "a b'\"ü\$(x).txt"; echo 2 > -rf; mkdir folder; echo 3 > folder/in; mkfifo pipe
            ln -s /etc/passwd abs; ln -s ../../../../../../../../etc/passwd rel; ln -s ../.hidden inside; ln -s /flywheel/v0/.hidden asseen; ln -s nowhere gone; ln -s loop loop
            ln -s / root; ln -s root/etc/passwd chain; ln -s .. up; ln -s up/up/up/up/etc/hostname ups; chmod 000 folder; exit 0
            """);

        var result = await bed.RunAsync(job);

        var log = await bed.Site.LogOfAsync(job);
        result.Exit.ShouldBe(EngineExit.Complete, log);
        (await bed.Site.OutputNamesAsync()).ShouldBe(["a b'\"ü$(x).txt", "-rf", "inside", "asseen"], ignoreOrder: true);
        System.Text.Encoding.UTF8.GetString(await bed.Site.OutputAsync("asseen")).ShouldBe("hidden\n");
        log.ShouldContain("Folders in output are not uploaded, only files at its top level: 'folder'.");
        log.ShouldContain("Links in output that lead out of /flywheel/v0, or nowhere, are not uploaded: 'abs', 'chain', 'gone', 'loop', 'rel'");
        log.ShouldContain("'pipe'");
        Directory.EnumerateFileSystemEntries(bed.Scratch).ShouldBeEmpty();
    }

    [Fact]
    public async Task Metadata_is_no_file_and_reaches_the_site_as_metadata()
    {
        await using var bed = await EngineBed.StartAsync();
        var job = await bed.AddJobAsync("""echo '{"acquisition":{"info":{"quality":7}}}' > output/.metadata.json""");

        (await bed.RunAsync(job)).Exit.ShouldBe(EngineExit.Complete);

        ((int)(await bed.Site.GetAsync($"acquisitions/{bed.Site.Acquisition}"))["info"]!["quality"]!).ShouldBe(7);
        (await bed.Site.OutputNamesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Broken_metadata_fails_the_gear_with_the_line()
    {
        await using var bed = await EngineBed.StartAsync();
        var job = await bed.AddJobAsync("printf '{\\n oops' > output/.metadata.json; echo 1 > output/kept.txt");

        var result = await bed.RunAsync(job);

        result.ShouldBe(new(EngineExit.GearFailed, "The gear's .metadata.json is not valid JSON (line 2), so its metadata could not be stored."));
        (await bed.Site.OutputNamesAsync()).ShouldBe(["kept.txt"]);
        bed.End(job).Outcome.ShouldBe(EndOutcome.GearFailed);
    }

    [Fact]
    public async Task Metadata_that_the_site_refuses_does_not_cost_the_files()
    {
        await using var bed = await EngineBed.StartAsync();
        var job = await bed.AddJobAsync("""echo '{"acquisition":{"files":"none"},"nonsense":1}' > output/.metadata.json; echo 1 > output/kept.txt""");

        var result = await bed.RunAsync(job);

        result.Exit.ShouldBe(EngineExit.GearFailed);
        result.Sentence.ShouldStartWith("The site refused the gear's .metadata.json: HTTP 400 ");
        (await bed.Site.OutputNamesAsync()).ShouldBe(["kept.txt"]);
    }

    [Fact]
    public void Metadata_larger_than_a_site_takes_is_told_without_reading_it()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.In("output"));
        using (var file = File.Create(folder.In("output", ".metadata.json")))
        {
            file.SetLength(17L * 1024 * 1024);
        }

        OutputScan.Of(folder.Path).Fault.ShouldBe("The gear's .metadata.json has 17825792 bytes; a site takes at most 16777216, so its metadata could not be stored. Have the gear write what is large into a file of its own.");
    }

    [Fact]
    public async Task More_files_than_a_site_keeps_are_sent_with_a_warning()
    {
        await using var bed = await EngineBed.StartAsync();
        var job = await bed.AddJobAsync("cd output; for i in $(seq 120); do echo $i > file$i; done");

        (await bed.RunAsync(job)).Exit.ShouldBe(EngineExit.Complete);

        (await bed.Site.OutputNamesAsync()).Length.ShouldBe(120);
        (await bed.Site.LogOfAsync(job)).ShouldContain("The gear wrote 120 files; sites keep at most 100 per job and may refuse more.");
    }

    [Fact]
    public void An_output_folder_that_became_a_link_is_not_followed()
    {
        var folder = Directory.CreateTempSubdirectory("engine-test-").FullName;
        File.CreateSymbolicLink(Path.Combine(folder, "output"), "/etc");

        OutputScan.Of(folder).Fault.ShouldBe("The gear removed its output folder, so nothing could be uploaded.");

        Directory.Delete(folder, recursive: true);
    }
}
