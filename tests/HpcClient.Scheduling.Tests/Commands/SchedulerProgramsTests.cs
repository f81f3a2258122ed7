using System.Globalization;
using HpcClient.Posix.Processes;
using HpcClient.Scheduling.Commands;
using HpcClient.Scheduling.Slurm;

namespace HpcClient.Scheduling.Tests.Commands;

public sealed class SchedulerProgramsTests : IDisposable
{
    private readonly CommandStandIn _slurm = CommandStandIn.Slurm();

    private SchedulerPrograms Programs => new(SlurmCommands.Family, _slurm.Context);

    public void Dispose() => _slurm.Dispose();

    [Fact]
    public async Task What_was_printed_comes_back_apart()
    {
        _slurm.With("sinfo", "echo out; echo err >&2");
        (await Programs.AskAsync("sinfo", [], default)).ShouldBe(CommandAnswer.Said("out\n", "err\n"));
    }

    [Fact]
    public async Task A_failed_command_has_no_text_whatever_it_printed()
    {
        _slurm.With("sinfo", "echo half; echo broken >&2; exit 4");

        var answer = await Programs.AskAsync("sinfo", [], default);

        answer.Text.ShouldBeEmpty();
        answer.Error.ShouldBe("broken\n");
        answer.Problem.ShouldBe("sinfo failed with exit code 4: broken");
    }

    [Fact]
    public async Task A_missing_command_is_a_sentence_that_names_it_and_its_product()
    {
        var problem = (await Programs.AskAsync("no-such-command", [], default)).Problem.ShouldNotBeNull();
        problem.ShouldContain("'no-such-command'");
        problem.ShouldContain("Slurm");
        Programs.Missing(["squeue", "no-such-command", "nor-this"]).ShouldBe(problem);
        Programs.Missing(["squeue", "sacct"]).ShouldBeNull();
    }

    [Fact]
    public async Task A_command_that_does_not_start_is_a_sentence()
    {
        ExecutableScript.Write(_slurm.File_("sinfo"), "#!/nowhere/at/all\n");
        (await Programs.AskAsync("sinfo", [], default)).Problem.ShouldNotBeNull().ShouldContain("sinfo");
    }

    [Fact]
    public async Task A_command_that_hangs_is_given_up()
    {
        _slurm.With("squeue", $"sleep 1000 & echo $! > '{_slurm.File_("pid")}'; wait");
        _slurm.Context = _slurm.Context with { QueryTimeout = TimeSpan.FromSeconds(1) };
        (await Programs.AskAsync("squeue", [], default)).Problem.ShouldBe("squeue did not answer within 1 s; the next poll asks again.");

        var child = int.Parse(await File.ReadAllTextAsync(_slurm.File_("pid")), CultureInfo.InvariantCulture);
        await Eventually.Holds(() => ProcessIdentity.Of(child) is null);
    }

    [Fact]
    public async Task Half_of_a_huge_answer_is_no_answer()
    {
        _slurm.With("squeue", "head -c 70000000 /dev/zero | tr '\\0' x");

        var answer = await Programs.AskAsync("squeue", [], default);

        answer.Problem.ShouldBe("squeue answered with more than 64 MiB, which is not read.");
        answer.Text.ShouldBeEmpty();
    }

    [Fact]
    public void The_folder_that_is_named_comes_before_PATH_and_a_path_is_taken_as_it_is()
    {
        _slurm.With("ls", "true");
        Programs.Find("ls").ShouldBe(_slurm.File_("ls"));
        Programs.Find("/bin/ls").ShouldBe("/bin/ls");
        new SchedulerPrograms(SlurmCommands.Family, _slurm.Context with { ProgramFolder = null }).Find("ls").ShouldNotBeNull().ShouldNotBe(_slurm.File_("ls"));
    }
}
