using HpcClient.EndToEnd.Tests.Machine;

namespace HpcClient.EndToEnd.Tests.SettingUp;

/// <summary>Set-up without a person.</summary>
public sealed class AnswersTests
{
    [Fact]
    public async Task A_file_of_answers_and_what_is_found_make_an_installation_on_a_real_Slurm_that_doctor_finds_well()
    {
        await Parts.NeedSlurmAsync();
        await using var site = await Installation.StartAsync();
        var folder = site.In("fresh");
        await File.WriteAllTextAsync(site.In("answers.yml"), $"cluster: slurm\nsite_host: 127.0.0.1\nsite_port: {site.Port}\nsite_insecure: yes\nsite_secret: {site.Secret}\nmax_cpu: 2\nadmin_contact_email: hpc@example.org\n");

        var open = await Product.ClientAsync("setup", "--answers", site.In("answers.yml"), "--folder", folder);
        open.ExitCode.ShouldBe(2);
        open.Error.ShouldContain("chmod 600", customMessage: "a secret in a file that all may read");
        Directory.Exists(folder).ShouldBeFalse();
        File.SetUnixFileMode(site.In("answers.yml"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var setup = await Product.ClientAsync("setup", "--answers", site.In("answers.yml"), "--folder", folder);

        setup.ExitCode.ShouldBe(0, setup.Error);
        setup.Out.ShouldContain("The site was tried and accepts us.");
        File.GetUnixFileMode(Path.Combine(folder, "settings", "credentials.sh")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var cast = await File.ReadAllTextAsync(Path.Combine(folder, "settings", "cast.yml"));
        cast.ShouldContain("\n  cluster: slurm\n");
        cast.ShouldContain("\n  max_cpu: 2\n");
        cast.ShouldMatch("\n  max_ram: [0-9]+G\n", "found, since the file does not say");
        var doctor = await Product.ClientAsync("doctor", "--deep", "--folder", folder);
        doctor.ExitCode.ShouldBe(0, doctor.Out);
    }

    [Fact]
    public async Task All_that_is_wrong_with_answers_is_told_at_once_and_nothing_is_written()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.In("answers.yml"), """
            cluster: local
            site_host: 'https://x/'
            site_port: none
            site_insecure: yes
            jbos: tag
            max_cpu: many
            max_ram: {a: b}
            only_group_members: maybe
            admin_contact_email: '@here'
            scratch: below
            scratch: /there
            """);

        var setup = await Product.ClientAsync("setup", "--answers", folder.In("answers.yml"), "--folder", folder.In("hpc"));

        setup.ExitCode.ShouldBe(2);
        string[] keys = ["site_host", "site_port", "site_insecure", "jbos", "max_cpu", "max_ram", "only_group_members", "admin_contact_email", "scratch", "scratch"];
        var faults = setup.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        faults.Length.ShouldBe(keys.Length, setup.Error);
        foreach (var (fault, key, line) in faults.Zip(keys, Enumerable.Range(2, keys.Length)))
        {
            fault.ShouldContain($"answers.yml:{line}:", customMessage: setup.Error);
            fault.ShouldContain($": {key}: ");
        }

        Directory.Exists(folder.In("hpc")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_question_that_there_is_not_is_told_with_what_was_meant()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.In("answers.yml"), "clutser: local\n");

        var setup = await Product.ClientAsync("setup", "--answers", folder.In("answers.yml"), "--folder", folder.In("hpc"));

        setup.ExitCode.ShouldBe(2);
        setup.Error.ShouldContain("answers.yml:1:1: clutser: There is no such question. Did you mean 'cluster'?");
    }

    [Theory]
    [InlineData("none.yml", "There is no such file.")]
    [InlineData("torn.yml", "This is not YAML")]
    [InlineData("", "--answers takes the name of a file.")]
    public async Task A_file_that_is_not_there_or_torn_is_one_sentence(string name, string says)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.In("torn.yml"), "cluster: local\n  site_host: [\n");

        var setup = await Product.ClientAsync("setup", "--answers", name.Length == 0 ? "" : folder.In(name), "--folder", folder.In("hpc"));

        setup.ExitCode.ShouldBe(2);
        setup.Error.ShouldContain(says);
        setup.Error.ShouldNotContain("   at HpcClient");
        Directory.Exists(folder.In("hpc")).ShouldBeFalse();
    }

    [Fact]
    public async Task Answers_for_a_folder_that_has_settings_are_checked_and_it_is_said_that_they_are_not_in_it()
    {
        using var folder = new TemporaryFolder();
        (await Product.ClientAsync("setup", "--basic", "--cluster", "local", "--folder", folder.In("hpc"))).ExitCode.ShouldBe(0);
        await File.WriteAllTextAsync(folder.In("answers.yml"), "cluster: local\nsite_host: site.example.org\nmax_cpu: 4\n");

        var setup = await Product.ClientAsync("setup", "--answers", folder.In("answers.yml"), "--folder", folder.In("hpc"));
        await File.WriteAllTextAsync(folder.In("answers.yml"), "clutser: local\n");
        var wrong = await Product.ClientAsync("setup", "--answers", folder.In("answers.yml"), "--folder", folder.In("hpc"));

        setup.ExitCode.ShouldBe(0);
        setup.Out.ShouldContain($"The answers are not in {folder.In("hpc", "settings", "cast.yml")} and {folder.In("hpc", "settings", "credentials.sh")}: what was there stays.");
        wrong.ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task Without_a_secret_the_next_step_is_to_write_it_and_a_file_in_the_folders_place_is_told()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.In("answers.yml"), "cluster: local\nsite_host: site.example.org\n");
        await File.WriteAllTextAsync(folder.In("file"), "");

        (await Product.ClientAsync("setup", "--answers", folder.In("answers.yml"), "--folder", folder.In("hpc"))).Out.ShouldContain("1. Write the drone secret into ");
        var inFile = await Product.ClientAsync("setup", "--basic", "--folder", folder.In("file", "below"));
        inFile.ExitCode.ShouldBe(6);
        inFile.Error.ShouldContain("is a file, where a folder must be");
    }

    [Fact]
    public async Task Without_a_person_the_defaults_are_taken_with_yes_and_the_templates_without()
    {
        using var folder = new TemporaryFolder();

        (await Product.ClientAsync("setup", "--yes", "--folder", folder.In("yes"))).ExitCode.ShouldBe(0);
        (await Product.ClientAsync("setup", "--folder", folder.In("plain"))).ExitCode.ShouldBe(0);

        (await File.ReadAllTextAsync(folder.In("yes", "settings", "cast.yml"))).ShouldNotContain("hpc-admin@example.org");
        (await File.ReadAllTextAsync(folder.In("plain", "settings", "cast.yml"))).ShouldContain("hpc-admin@example.org");
        (await Product.ClientAsync("config", "check", "--folder", folder.In("yes"))).Out.ShouldNotContain("cast.yml:");
    }
}
