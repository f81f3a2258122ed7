using HpcClient.Settings.Setup;

namespace HpcClient.Settings.Tests.Setup;

public sealed class AnswersFileTests : IDisposable
{
    private static readonly string[] Questions = ["site", "scheduler", "gears", "scratch"];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Texts_numbers_lists_and_empty_answers_are_taken_as_they_would_be_typed()
    {
        var (answers, faults) = AnswersFile.Read(_folder.Write("answers.yml", "site: ' fw.example.org '\nscheduler: 7\ngears: [dcm2niix, ' mriqc ']\nscratch:\n"), Questions);

        faults.ShouldBeEmpty();
        answers.ToDictionary(answer => answer.Key, answer => answer.Value.Text).ShouldBe(
            new Dictionary<string, string> { ["site"] = "fw.example.org", ["scheduler"] = "7", ["gears"] = "dcm2niix, mriqc", ["scratch"] = "" }, ignoreOrder: true);
    }

    [Fact]
    public void A_file_without_answers_leaves_all_to_the_defaults()
    {
        var (answers, faults) = AnswersFile.Read(_folder.Write("answers.yml", "# none yet\n"), Questions);

        faults.ShouldBeEmpty();
        answers.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("schedular: slurm\n", 1, "schedular", "There is no such question. Did you mean 'scheduler'?")]
    [InlineData("colour: red\n", 1, "colour", "There is no such question. Known are: site, scheduler, gears, scratch.")]
    [InlineData("site: {host: a}\n", 1, "site", "This must be a text or a list of texts, not a group of keys. Write the answer as you would give it to 'setup'.")]
    [InlineData("scheduler: slurm\ngears: [a, [b]]\n", 2, "gears", "This must be a text or a list of texts, not a list. Write the answer as you would give it to 'setup'.")]
    [InlineData("site: a\nsite: b\n", 2, "site", "This answer is there twice. Remove one of the two.")]
    [InlineData("- site\n", 1, "", "The file must hold names with an answer each, but it holds a list. Write one 'name: answer' a line.")]
    [InlineData("site: 'open\n", 1, "", "Write one 'name: answer' a line.")]
    public void A_fault_names_line_question_and_remedy(string text, int line, string name, string says)
    {
        var (_, faults) = AnswersFile.Read(_folder.Write("answers.yml", text), Questions);

        var fault = faults.ShouldHaveSingleItem();
        fault.Line.ShouldBe(line);
        fault.Key.ShouldBe(name);
        fault.ToString().ShouldEndWith(says);
    }

    [Fact]
    public void All_faults_are_told_at_once_and_what_can_be_read_has_its_place()
    {
        var (answers, faults) = AnswersFile.Read(_folder.Write("answers.yml", "sit: a\nscheduler: {}\nscratch: /s\nscratch: /t\n"), Questions);

        answers.ShouldHaveSingleItem().ShouldBe(new("scratch", new("/s", 3, 10)));
        answers["scratch"].ToString().ShouldNotContain("/s");
        faults.Select(fault => (fault.Line, fault.Key)).ShouldBe([(1, "sit"), (2, "scheduler"), (4, "scratch")]);
    }

    [Fact]
    public void A_file_that_is_not_there_or_is_a_folder_is_one_fault_with_its_path()
    {
        foreach (var (path, problem) in ((string, string)[])[(Path.Combine(_folder.Path, "none.yml"), "There is no such file."), (_folder.Path, "It is a folder.")])
        {
            var (answers, faults) = AnswersFile.Read(path, Questions);

            answers.ShouldBeEmpty();
            var fault = faults.ShouldHaveSingleItem();
            fault.File.ShouldBe(path);
            fault.Problem.ShouldBe(problem);
            fault.Remedy.ShouldStartWith("Name a YAML file with answers");
        }
    }

    [Fact]
    public void Answers_print_names_and_never_the_secret()
    {
        var answers = new SetupAnswers { Keys = new Dictionary<string, string> { ["cluster"] = "slurm", ["dry_run"] = "true" }, Secret = "secretword" };

        answers.ToString().ShouldBe("answers for cluster, dry_run");
        answers.RevealSecret().ShouldBe("secretword");
    }
}
