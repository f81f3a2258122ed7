using HpcClient.Scheduling.Submission;

namespace HpcClient.Scheduling.Tests.Commands;

/// <summary>What can go wrong before a submit command has said anything.</summary>
public sealed class SubmitCommandTests : IDisposable
{
    private readonly CommandStandIn _slurm = CommandStandIn.Slurm();

    public void Dispose() => _slurm.Dispose();

    [Fact]
    public async Task An_empty_command_is_refused_for_good() =>
        (await _slurm.Submit(Intents.Of("/x/job.sh") with { Command = [] }))
            .ShouldBe(new SubmissionResult.Refused("The submit command is empty: correct 'command' in cast.yml.", WorthRetrying: false));

    [Fact]
    public async Task A_command_that_is_not_here_is_tried_again_later()
    {
        var refused = (await _slurm.Submit(Intents.Of("/x/job.sh", command: ["no-such-wrapper", "x"]))).ShouldBeOfType<SubmissionResult.Refused>();

        refused.WorthRetrying.ShouldBeTrue();
        refused.Reason.ShouldContain("'no-such-wrapper'");
    }

    /// <summary>Linux takes no argument of 128 KiB and more.</summary>
    [Fact]
    public async Task A_command_that_the_system_does_not_start_has_submitted_nothing_and_is_tried_again_later()
    {
        var refused = (await _slurm.Submit(Intents.Of("/x/job.sh", command: ["sbatch", new('x', 200_000)]))).ShouldBeOfType<SubmissionResult.Refused>();

        refused.WorthRetrying.ShouldBeTrue();
        refused.Reason.ShouldContain("sbatch");
        refused.Reason.ShouldEndWith("Correct PATH or the 'command' in cast.yml.");
        _slurm.CallsOf("sbatch").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_script_that_cannot_be_read_is_named_and_nothing_is_submitted()
    {
        var missing = _slurm.File_("gone.sh");

        var refused = (await _slurm.Submit(Intents.Of(missing) with { ScriptOnStandardInput = true })).ShouldBeOfType<SubmissionResult.Refused>();

        refused.WorthRetrying.ShouldBeTrue();
        refused.Reason.ShouldStartWith($"The job script '{missing}' cannot be read: ");
        _slurm.CallsOf("sbatch").ShouldBeEmpty();
    }
}
