using HpcClient.Posix.Processes;
using HpcClient.Settings.Cast;
using HpcClient.Settings.Credentials;
using HpcClient.Settings.Folder;
using HpcClient.Settings.Setup;

namespace HpcClient.Settings.Tests.Setup;

public sealed class FolderSetupTests : IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TempFolder _folder = new();

    private WorkFolder Work => new(Path.Combine(_folder.Path, "hpc client"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_fresh_folder_has_settings_that_are_read_and_credentials_still_to_fill_in()
    {
        var result = Make();
        result.Fault.ShouldBeNull();
        result.Left.ShouldBeEmpty();
        CastSettingsReader.Read(Work.CastFile).Faults.ShouldBeEmpty();
        var credentials = await new CredentialsReader().ReadAsync(Work, new Dictionary<string, string>());
        credentials.Faults.Select(f => f.Key).ShouldBe(["SCITRAN_RUNTIME_HOST", "SCITRAN_CORE_DRONE_SECRET"]);
        FolderCheck.Fault(Work).ShouldBeNull();
    }

    [Fact]
    public void The_secret_and_the_state_are_closed_to_others()
    {
        Make();
        File.GetUnixFileMode(Work.CredentialsFile).ShouldBe(Owner);
        File.GetUnixFileMode(Work.State).ShouldBe(Owner | UnixFileMode.UserExecute);
    }

    [Fact]
    public void A_second_setup_leaves_everything()
    {
        Make();
        File.WriteAllText(Work.CastFile, "mine");
        var result = Make();
        result.Made.ShouldBeEmpty();
        result.Left.ShouldContain(Work.CastFile);
        result.Left.ShouldContain(Work.EngineLink);
        File.ReadAllText(Work.CastFile).ShouldBe("mine");
    }

    [Fact]
    public void Every_key_that_the_template_leaves_commented_out_is_valid_when_switched_on()
    {
        Make();
        var text = File.ReadAllText(Work.CastFile);
        text.Split('\n').ShouldAllBe(line => line.Length < 160);
        foreach (var key in CastKeys.All)
        {
            text.ShouldContain($"{key.Name}:");
        }

        // All sample lines at once; the two selectors exclude each other, but an empty gear list does no harm.
        var lines = text.Split('\n').Select(l => l.StartsWith("  # ", StringComparison.Ordinal) && !CastKeys.All.Any(k => l == "  # " + k.Meaning) ? "  " + l[4..] : l);
        var result = CastSettingsReader.Parse(string.Join('\n', lines), "cast.yml");
        result.Faults.ShouldBeEmpty();
        result.Settings!.Script!.ShouldStartWith("#!/bin/bash\n#SBATCH --job-name=fw-{{ job.fw_id }}\n");
        result.Settings.Command.ShouldBe(["sbatch", "{{ script_path }}"]);
        result.Settings.OnEnd.Given.Count.ShouldBe(6);
    }

    [Fact]
    public async Task The_start_file_runs_the_executable_with_its_own_folder_from_anywhere()
    {
        var executable = _folder.Write("it's here/fw-hpc-client", "#!/bin/sh\nprintf '%s|' \"$@\"\n", Owner | UnixFileMode.UserExecute);
        Make(executable);
        var link = Path.Combine(_folder.Path, "start");
        File.CreateSymbolicLink(link, Work.StartFile);
        foreach (var start in (string[])[Work.StartFile, link])
        {
            var result = await ChildProcess.RunAsync(new() { Program = start, Arguments = ["--once"], WorkingDirectory = "/" }, TimeSpan.FromSeconds(30));
            result.Out.ShouldBe($"run|--folder|{Work.Root}|--once|");
        }
    }

    [Fact]
    public void The_engine_link_leads_to_the_executable()
    {
        Make("/opt/fw-hpc-client");
        File.ResolveLinkTarget(Work.EngineLink, returnFinalTarget: false)!.FullName.ShouldBe("/opt/fw-hpc-client");
    }

    [Fact]
    public void An_engine_that_is_there_stays_unless_it_is_to_be_replaced_and_is_kept_then()
    {
        Directory.CreateDirectory(Work.Temp);
        File.WriteAllText(Work.EngineLink, "the site's own engine");
        Make("/opt/fw-hpc-client").Left.ShouldContain(Work.EngineLink);
        File.ReadAllText(Work.EngineLink).ShouldBe("the site's own engine");

        Make("/opt/fw-hpc-client", replaceEngine: true).Made.ShouldBe([Work.EngineLink]);
        new FileInfo(Work.EngineLink).LinkTarget.ShouldBe("/opt/fw-hpc-client");
        File.ReadAllText(Work.EngineLink + "--before").ShouldBe("the site's own engine");
    }

    [Fact]
    public void No_engine_that_was_put_aside_is_overwritten_by_the_next()
    {
        Directory.CreateDirectory(Work.Temp);
        foreach (var engine in (string[])["first", "second", "third"])
        {
            File.Delete(Work.EngineLink);
            File.WriteAllText(Work.EngineLink, engine);
            Make("/opt/fw-hpc-client", replaceEngine: true).Made.ShouldContain(Work.EngineLink);
        }

        File.ReadAllText(Work.EngineLink + "--before").ShouldBe("first");
        File.ReadAllText(Work.EngineLink + "--before-2").ShouldBe("second");
        File.ReadAllText(Work.EngineLink + "--before-3").ShouldBe("third");
    }

    [Fact]
    public void An_engine_that_is_a_folder_is_one_sentence_and_leaves_no_half_made_link()
    {
        Directory.CreateDirectory(Work.EngineLink);
        Make(replaceEngine: true).Fault.ShouldNotBeNull().ShouldContain(Work.Root);
        Directory.EnumerateFileSystemEntries(Work.Temp).ShouldBe([Work.EngineLink]);
    }

    [Fact]
    public void A_link_to_an_older_engine_stays_unless_it_is_to_be_replaced()
    {
        Directory.CreateDirectory(Work.Temp);
        File.CreateSymbolicLink(Work.EngineLink, "engine--16.12.2");
        Make("/opt/fw-hpc-client").Left.ShouldContain(Work.EngineLink);
        Make("/opt/fw-hpc-client", replaceEngine: true);
        new FileInfo(Work.EngineLink).LinkTarget.ShouldBe("/opt/fw-hpc-client");
        Directory.EnumerateFileSystemEntries(Work.Temp).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_one_sentence()
    {
        var file = _folder.Write("file", "");
        var result = FolderSetup.Make(new(Path.Combine(file, "below")), new() { Executable = "/x" });
        result.Fault.ShouldNotBeNull();
        result.Fault.ShouldContain(file);
    }

    private SetupResult Make(string executable = "/usr/bin/true", bool replaceEngine = false) =>
        FolderSetup.Make(Work, new() { Executable = executable, ReplaceEngine = replaceEngine });
}
