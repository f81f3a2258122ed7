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

        var setup = await Product.ClientAsync("setup", "--answers", site.In("answers.yml"), "--folder", folder);

        setup.ExitCode.ShouldBe(0, setup.Error);
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
        await File.WriteAllTextAsync(folder.In("answers.yml"), "cluster: local\nsite_host: 'https://x/'\nsite_port: none\nmax_cpu: '4\n  cast_on_tag: false'\nonly_group_members: maybe\n");

        var setup = await Product.ClientAsync("setup", "--answers", folder.In("answers.yml"), "--folder", folder.In("hpc"));

        setup.ExitCode.ShouldBe(2);
        foreach (var key in (string[])["site_host", "site_port", "max_cpu", "only_group_members"])
        {
            setup.Error.ShouldContain($"{key}: ");
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
