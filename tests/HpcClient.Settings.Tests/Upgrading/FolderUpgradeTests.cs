using System.Text;
using HpcClient.Settings.Setup;
using HpcClient.Settings.Upgrading;

namespace HpcClient.Settings.Tests.Upgrading;

public sealed class FolderUpgradeTests : IDisposable
{
    private const string Executable = "/opt/new/fw-hpc-client";

    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Executable)]
    [InlineData("/home/ann's/fw-hpc-client")]
    public void A_folder_that_was_just_set_up_has_nothing_to_do(string executable)
    {
        FolderSetup.Make(_folder.Work, new() { Executable = executable });

        var plan = new FolderUpgrade(_folder.Work, executable).Plan();

        plan.IsEmpty.ShouldBeTrue();
        plan.Notes.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_missing_is_listed_and_what_is_there_stays()
    {
        FolderSetup.Make(_folder.Work, new() { Executable = Executable });
        Directory.Delete(_folder.Work.State, recursive: true);
        File.Delete(_folder.Work.StartFile);
        File.Delete(_folder.Work.CredentialsFile);
        File.Delete(_folder.Work.EngineLink);

        var plan = Plan();

        plan.Missing.ShouldBe(
            [_folder.Work.State, _folder.Work.Claims, _folder.Work.Ends, _folder.Work.CredentialsFile, _folder.Work.StartFile, _folder.Work.EngineLink]);
        plan.Changes.ShouldBeEmpty();
        plan.IsEmpty.ShouldBeFalse();
    }

    [Fact]
    public void A_start_script_of_an_older_version_starts_the_present_one_afterwards_and_a_second_upgrade_finds_nothing()
    {
        FolderSetup.Make(_folder.Work, new() { Executable = "/opt/old/fw-hpc-client" });
        var mode = File.GetUnixFileMode(_folder.Work.StartFile);

        var plan = Plan();

        var change = plan.Changes.ShouldHaveSingleItem();
        change.ToString().ShouldBe(_folder.Work.StartFile);
        change.Why.ShouldBe(["it starts this executable"]);
        FolderUpgrade.Apply(plan);
        File.ReadAllText(_folder.Work.StartFile).ShouldContain($"\nexec '{Executable}' run --folder ");
        File.ReadAllText(_folder.Work.StartFile).ShouldNotContain("/opt/old");
        File.GetUnixFileMode(_folder.Work.StartFile).ShouldBe(mode);
        Plan().IsEmpty.ShouldBeTrue();
    }

    [Theory]
    [InlineData("#!/bin/bash\nsource /etc/profile.d/modules.sh\nfw-hpc-client run\n")]
    [InlineData("#!/bin/bash\nmodule load python\nexec '/opt/old/fw-hpc-client' run --folder /x\n")]
    [InlineData("")]
    public void A_start_script_of_somebody_else_stays_and_a_note_has_the_line_that_it_needs(string text)
    {
        FolderSetup.Make(_folder.Work, new() { Executable = Executable });
        File.WriteAllText(_folder.Work.StartFile, text);

        var plan = Plan();

        plan.Changes.ShouldBeEmpty();
        plan.Notes.ShouldHaveSingleItem().ShouldContain($"else let it end with: exec '{Executable}' run --folder ");
    }

    [Fact]
    public void Credentials_that_are_open_to_others_are_closed_and_keep_their_text()
    {
        FolderSetup.Make(_folder.Work, new() { Executable = Executable });
        var before = File.ReadAllText(_folder.Work.CredentialsFile);
        File.SetUnixFileMode(_folder.Work.CredentialsFile, Owner | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        var plan = Plan();

        var change = plan.Changes.ShouldHaveSingleItem();
        change.Path.ShouldBe(_folder.Work.CredentialsFile);
        change.Why.ShouldBe(["closed to other users (chmod 600)"]);
        FolderUpgrade.Apply(plan);
        File.GetUnixFileMode(_folder.Work.CredentialsFile).ShouldBe(Owner);
        File.ReadAllText(_folder.Work.CredentialsFile).ShouldBe(before);
    }

    [Fact]
    public void A_folder_of_the_Python_client_gets_new_names_comments_and_a_closed_secret_and_keeps_its_values()
    {
        _folder.Write("settings/cast.yml", "cast:\n  cluster: slurm\n  cast_on_tag: true\n  slurm_ram: 4G # ours\n");
        _folder.Write("settings/credentials.sh", "export SCITRAN_CORE_DRONE_SECRET=secretword\n", Owner | UnixFileMode.GroupRead);

        var plan = Plan();
        FolderUpgrade.Apply(plan);

        plan.Changes.Select(change => change.Path).ShouldBe([_folder.Work.CastFile, _folder.Work.CredentialsFile]);
        plan.Changes[0].Why[0].ShouldBe("slurm_ram is called scheduler_ram now");
        plan.Changes[1].Why.ShouldBe(["ENGINE_TEMP_DIR, ENGINE_CACHE_DIR as comments", "closed to other users (chmod 600)"]);
        plan.ToString().ShouldNotContain("secretword");
        plan.Changes[1].ToString().ShouldBe(_folder.Work.CredentialsFile);
        File.ReadAllText(_folder.Work.CastFile).ShouldContain("\n  scheduler_ram: 4G # ours\n");
        File.ReadAllText(_folder.Work.CredentialsFile).ShouldStartWith("export SCITRAN_CORE_DRONE_SECRET=secretword\n");
        File.GetUnixFileMode(_folder.Work.CredentialsFile).ShouldBe(Owner);
        Plan().Changes.ShouldBeEmpty();
    }

    [Fact]
    public void A_file_that_is_a_link_stays_one()
    {
        FolderSetup.Make(_folder.Work, new() { Executable = "/opt/old/fw-hpc-client" });
        var shared = Path.Combine(_folder.Path, "shared-start.sh");
        File.Move(_folder.Work.StartFile, shared);
        File.CreateSymbolicLink(_folder.Work.StartFile, shared);

        FolderUpgrade.Apply(Plan());

        new FileInfo(_folder.Work.StartFile).LinkTarget.ShouldBe(shared);
        File.ReadAllText(shared).ShouldContain(Executable);
    }

    [Fact]
    public void A_file_that_is_not_UTF8_is_left_with_a_note()
    {
        FolderSetup.Make(_folder.Work, new() { Executable = Executable });
        File.WriteAllBytes(_folder.Work.CastFile, Encoding.Latin1.GetBytes("cast:\n  cluster: slurm # für alle\n"));

        var plan = Plan();

        plan.Changes.ShouldBeEmpty();
        plan.Notes.ShouldBe([$"{_folder.Work.CastFile} is left as it is, since it is not UTF-8 text. Save it as UTF-8."]);
    }

    private UpgradePlan Plan() => new FolderUpgrade(_folder.Work, Executable).Plan();
}
