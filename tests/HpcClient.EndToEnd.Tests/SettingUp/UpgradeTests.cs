using HpcClient.EndToEnd.Tests.Machine;
using HpcClient.Posix.Processes;

namespace HpcClient.EndToEnd.Tests.SettingUp;

/// <summary>setup --upgrade in a folder that the Python client was set up with.</summary>
public sealed class UpgradeTests : IDisposable
{
    private const string Secret = "upgrade-secret-canary-1234";

    private const string Cast = """
        # our own cluster, ask Ann before you change this
        cast:
          cluster: slurm   # the big one
          dry_run: false
          admin_contact_email: "hpc-admin@example.edu"
          cast_on_tag: true
          slurm_ram: 6G
          slurm_cpu: '2'
          show_commnd_template_result: false
          use_hold_engine: true
          script: |
            #!/bin/bash
            #SBATCH --job-name=fw-{{ job.fw_id }}
            echo script_executable:
            ./engine run --single-job {{ job.fw_id }}
        """;

    private readonly TemporaryFolder _folder = new();

    public UpgradeTests()
    {
        Directory.CreateDirectory(_folder.In("settings"));
        File.WriteAllText(_folder.In("settings", "cast.yml"), Cast);
        File.WriteAllText(_folder.In("settings", "credentials.sh"), $"# ours\nexport SCITRAN_RUNTIME_HOST=site.example.org\nexport SCITRAN_CORE_DRONE_SECRET={Secret}\n");
        ExecutableScript.Write(_folder.In("settings", "start-cast.sh"), "#!/bin/bash\nmodule load python\nsource credentials.sh\nfw-hpc-client\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_old_folder_is_shown_what_will_change_then_brought_up_to_date_once_with_its_values_comments_and_a_copy_kept()
    {
        var shown = await UpgradeAsync();
        shown.ExitCode.ShouldBe(2, "nobody is there to be asked");
        (await File.ReadAllTextAsync(_folder.In("settings", "cast.yml"))).ShouldBe(Cast);
        Directory.Exists(_folder.In("state")).ShouldBeFalse();

        var upgraded = await UpgradeAsync("--yes");

        upgraded.ExitCode.ShouldBe(0, upgraded.Error + upgraded.Out);
        upgraded.Out.ShouldContain("\n-  slurm_ram: 6G\n");
        upgraded.Out.ShouldContain("\n+  scheduler_ram: 6G\n");
        upgraded.Out.ShouldContain("\n+# export ENGINE_TEMP_DIR=/scratch/flywheel\n");
        upgraded.Out.ShouldContain("chmod 600");
        upgraded.Out.ShouldContain("start-cast.sh is not ours and stays");
        (upgraded.Out + shown.Out).ShouldNotContain(Secret);
        var text = await File.ReadAllTextAsync(_folder.In("settings", "cast.yml"));
        text.ShouldStartWith(Cast.Replace("slurm_ram", "scheduler_ram").Replace("slurm_cpu", "scheduler_cpu").Replace("commnd", "command"));
        text.ShouldContain("\n  # max_ram: ");
        text.ShouldContain("\n  # script_executable: true\n", customMessage: "what a script says is no mention of a key");
        File.GetUnixFileMode(_folder.In("settings", "credentials.sh")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await File.ReadAllTextAsync(_folder.In("settings", "start-cast.sh"))).ShouldContain("module load python");
        var copy = Directory.GetDirectories(_folder.In("settings", "kept")).ShouldHaveSingleItem();
        Path.GetFileName(copy).ShouldMatch(@"\A[0-9]{8}T[0-9]{6}Z\z");
        (await File.ReadAllTextAsync(Path.Combine(copy, "cast.yml"))).ShouldBe(Cast);
        File.GetUnixFileMode(Path.Combine(copy, "credentials.sh")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await Product.ClientAsync("config", "check", "--folder", _folder.Path)).ExitCode.ShouldBe(0);

        var again = await UpgradeAsync("--yes");
        again.ExitCode.ShouldBe(0);
        again.Out.ShouldContain("is up to date");
        (await File.ReadAllTextAsync(_folder.In("settings", "cast.yml"))).ShouldBe(text);
        Directory.GetDirectories(_folder.In("settings", "kept")).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Faults_that_were_let_pass_before_are_told_and_what_goes_not_together_is_refused()
    {
        await File.AppendAllTextAsync(_folder.In("settings", "cast.yml"), "\n  grop_whitelist: true\n");

        var upgraded = await UpgradeAsync("--yes");
        upgraded.ExitCode.ShouldBe(3);
        upgraded.Out.ShouldContain("Did you mean 'group_whitelist'?");
        (await UpgradeAsync("--basic")).ExitCode.ShouldBe(2);
        using var empty = new TemporaryFolder();
        (await Product.ClientAsync("setup", "--upgrade", "--yes", "--folder", empty.Path)).ExitCode.ShouldBe(3);
        Directory.EnumerateFileSystemEntries(empty.Path).ShouldBeEmpty();
    }

    private Task<ChildResult> UpgradeAsync(params string[] options) => Product.ClientAsync(["setup", "--upgrade", "--folder", _folder.Path, .. options]);
}
