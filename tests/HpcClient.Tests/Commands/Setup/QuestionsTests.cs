using HpcClient.Commands.Setup;
using HpcClient.Scheduling.Discovery;
using HpcClient.Settings.Cast;
using HpcClient.Settings.Folder;
using HpcClient.Settings.Setup;

namespace HpcClient.Tests.Commands.Setup;

public sealed class QuestionsTests : IDisposable
{
    private static readonly SetupFacts Facts = new(
        [
            new("slurm", "slurm 23.02.1")
            {
                Partitions = [new("main") { IsDefault = true, MaxCpus = 16, MaxMemoryMegabytes = 65536 }, new("gpu") { MaxGpus = 2, GpuTypes = ["a100"] }],
            },
            new("local", "this machine"),
        ],
        [], []);

    private static readonly (string Key, string Answer, string Says)[] Wrong =
    [
        ("cluster", "slrum", "No scheduler is called 'slrum'. Write one of: slurm, sge, lsf, local, base."),
        ("cluster", "", "No scheduler is called ''"),
        ("site_host", "", "This is no host name."),
        ("site_host", "https://site.example.org/", "This is no host name. Write it without https://, a port or a path."),
        ("site_host", "site.example.org:443", "This is no host name."),
        ("site_host", "two words", "This is no host name."),
        ("site_port", "", "This is no port"),
        ("site_port", "0", "This is no port"),
        ("site_port", "70000", "This is no port: write a number from 1 to 65535."),
        ("site_port", "4x", "This is no port"),
        ("site_insecure", "maybe", "Write yes or no."),
        ("site_insecure", "yes", "Only a site on this very machine may be spoken to without TLS, and site_host is 'site.example.org'."),
        ("site_secret", "abc\u0001def", "It holds a control character"),
        ("jobs", "", "Write 'tag', or names of gears."),
        ("jobs", "a: b", "must be a text, not a group of keys"),
        ("jobs", "[dcm2niix]", "a sign that has a meaning in YAML"),
        ("jobs", "*", "a sign that has a meaning in YAML"),
        ("admin_contact_email", "nobody", "This is no e-mail address."),
        ("admin_contact_email", "@example.org", "This is no e-mail address."),
        ("admin_contact_email", "hpc@", "This is no e-mail address."),
        ("admin_contact_email", "Ann <ann@example.org>", "This is no e-mail address."),
        ("admin_contact_email", "ann@example.org:", "This is no e-mail address."),
        ("only_group_members", "perhaps", "Write yes or no."),
        ("only_group_members", "", "Write yes or no."),
        ("allowed_partitions", "main, nope", "No partition is called 'nope' here. Found: main, gpu."),
        ("allowed_partitions", "#", "a sign that has a meaning in YAML"),
        ("max_cpu", "0", "Write a whole number from 1"),
        ("max_cpu", "2.5", "Write a whole number from 1"),
        ("max_cpu", "4\n  cast_on_tag: false", "a sign that has a meaning in YAML"),
        ("max_ram", "64X", "Write whole gigabytes from 1, such as 64G."),
        ("max_gpu", "-1", "Write a whole number from 0"),
        ("allowed_gpu_types", "h200", "No type of GPU is called 'h200' here. Found: a100."),
        ("max_walltime", "4:00", "Write hours, minutes and seconds such as 4:00:00"),
        ("max_walltime", "soon", "Write hours, minutes and seconds"),
        ("scratch", "scratch", "This is no full path: begin it with '/'."),
        ("scratch", "/scratch/$USER", "A variable is not filled in here"),
        ("scratch", "/etc/hostname", "This is a file. Name a folder."),
    ];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string, string> WrongAnswers => new(Wrong.Select(one => new TheoryDataRow<string, string, string>(one.Key, one.Answer, one.Says)));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(WrongAnswers))]
    public void A_wrong_answer_is_refused_with_what_to_write(string key, string answer, string says)
    {
        var question = Questions.All.Single(one => one.Key == key);

        var answers = Answered();
        answers["allowed_partitions"] = key == "allowed_gpu_types" ? "gpu" : "";
        question.Fault(question.Read(answer), Facts, answers).ShouldNotBeNull().ShouldContain(says);
    }

    [Fact]
    public void Every_question_has_a_wrong_answer_here_a_line_of_help_and_a_default_that_it_takes_or_that_is_filled_in()
    {
        Questions.All.Select(question => question.Key).ShouldBe(Wrong.Select(one => one.Key).Distinct(), ignoreOrder: true);
        var answers = Answered();
        foreach (var question in Questions.All.Where(question => question.Applies(Facts, answers)))
        {
            question.Help.ShouldNotBeEmpty(question.Key);
            var proposed = question.Default(Facts, answers);
            (proposed.Length == 0 || question.Fault(proposed, Facts, answers) is null).ShouldBeTrue($"{question.Key}: {proposed}");
        }
    }

    [Theory]
    [InlineData("y", "yes")]
    [InlineData("TRUE", "yes")]
    [InlineData("No", "no")]
    [InlineData("false", "no")]
    public void Yes_and_no_are_taken_as_people_and_YAML_write_them(string typed, string kept) =>
        Questions.All.Single(question => question.Key == "only_group_members").Read(typed).ShouldBe(kept);

    [Theory]
    [InlineData("hpc+fw@example.org")]
    [InlineData("!root@localhost")]
    [InlineData("&team@example.org")]
    [InlineData("%a@example.org")]
    [InlineData("[a]@example.org")]
    [InlineData("a#b@example.org")]
    public void Whatever_passes_as_an_address_is_read_back_from_cast_yml_as_it_was_typed(string contact)
    {
        var answers = Answered();
        answers["admin_contact_email"] = contact;
        answers["jobs"] = "dcm2niix, true, 7";

        var work = new WorkFolder(_folder.In("hpc"));
        FolderSetup.Make(work, new() { Executable = "/usr/bin/true", Answers = answers.ForTemplates() }).Fault.ShouldBeNull();

        var read = CastSettingsReader.Read(work.CastFile);
        read.Faults.ShouldBeEmpty();
        read.Settings!.AdminContactEmail.ShouldBe(contact);
        read.Settings.CastGearWhitelist.ShouldBe(["dcm2niix", "true", "7"]);
    }

    [Fact]
    public void What_was_found_is_told_with_limits_room_and_rights_in_80_columns()
    {
        var facts = Facts with
        {
            Clusters =
            [
                Facts.Clusters[0] with { Accounts = ["lab"], Qos = ["normal", "long"], MaySubmit = false, SubmitProblem = "sbatch: error: Access/permission denied", HasAccounting = false },
                Facts.Clusters[1],
            ],
            Runtimes = ["apptainer version 1.4.5"],
            Place = new("/home/ann", 79_400_000_000, "ext4", null),
            Scratch = [new("/scratch/ann", 2_000_000_000_000, "lustre", null)],
        };

        var lines = FactsText.Lines(facts, 80).ToList();

        lines.ShouldAllBe(line => line.Length <= 80);
        var text = string.Join(' ', lines.Select(line => line.Trim()));
        text.ShouldContain("main (default): 16 CPUs, 64 GiB a node");
        text.ShouldContain("2 GPUs (a100)");
        text.ShouldContain("your QOS: normal, long");
        text.ShouldContain("refused from this machine: sbatch: error: Access/permission");
        text.ShouldContain("accounting does not answer");
        text.ShouldContain("/home/ann (79 GB free, ext4)");
        text.ShouldContain("/scratch/ann (2000 GB free, lustre)");
        text.ShouldContain("apptainer version 1.4.5");
    }

    private static Answers Answered()
    {
        var answers = new Answers();
        answers["cluster"] = "slurm";
        answers["site_host"] = "site.example.org";
        answers["site_port"] = "443";
        return answers;
    }
}
