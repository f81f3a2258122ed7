using HpcClient.Posix.Processes;
using HpcClient.Scheduling.Commands;
using HpcClient.Scheduling.Slurm;
using HpcClient.Scheduling.Submission;

namespace HpcClient.Scheduling.Tests.Slurm;

/// <summary>The texts are those of Slurm 22.05 unless noted.</summary>
public sealed class SbatchAnswerTests
{
    [Theory]
    [InlineData("Submitted batch job 123\n", "123")]
    [InlineData("Submitted batch job 123 on cluster lab\n", "123")]
    [InlineData("a greeting of the site\nSubmitted batch job 4711\n", "4711")]
    [InlineData("2026\nSubmitted batch job 4711\n", "4711")]
    [InlineData("Submitted batch job 1 by a check of the site\nSubmitted batch job 4711\n", "4711")]
    [InlineData("123\n", "123")]
    [InlineData("123;lab\n", "123")]
    [InlineData("123;my-lab.1\n", "123")]
    public void An_id_is_read_in_each_form(string text, string id) =>
        Read(0, text).ShouldBe(new SubmissionResult.Accepted(id));

    [Fact]
    public void An_id_counts_even_when_the_wrapper_failed_or_hung_after_it()
    {
        Read(1, "Submitted batch job 5\n", "wrapper: cannot log").ShouldBe(new SubmissionResult.Accepted("5"));
        Read(143, "Submitted batch job 6\n", timedOut: true).ShouldBe(new SubmissionResult.Accepted("6"));
    }

    [Theory]
    [InlineData("sbatch: error: invalid partition specified: nope\nsbatch: error: Batch job submission failed: Invalid partition name specified", "partition")]
    [InlineData("sbatch: error: Batch job submission failed: Invalid account or account/partition combination specified", "account")]
    [InlineData("sbatch: error: Batch job submission failed: Invalid qos specification", "qos")]
    [InlineData("sbatch: error: Batch job submission failed: Invalid feature specification", "constraint")]
    [InlineData("sbatch: error: Memory specification can not be satisfied\nsbatch: error: Batch job submission failed: Requested node configuration is not available", "scheduler_ram")]
    [InlineData("sbatch: error: Batch job submission failed: Requested node configuration is not available", "GPUs")]
    [InlineData("sbatch: error: Invalid generic resource (gres) specification", "GPU")]
    [InlineData("sbatch: error: Invalid --mem specification", "cast.yml")]
    [InlineData("sbatch: unrecognized option '--bogus'\nTry \"sbatch --help\" for more information", "option")]
    [InlineData("sbatch: error: This does not look like a batch script.  The first\nsbatch: error: line must start with #! followed by the path to an interpreter.", "#!/bin/bash")]
    [InlineData("sbatch: error: QOSMaxCpuPerJobLimit\nsbatch: error: Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)", "QOS")]
    public void What_can_never_pass_is_refused_for_good_with_the_remedy(string error, string word)
    {
        var refused = Read(1, "", error).ShouldBeOfType<SubmissionResult.Refused>();
        refused.WorthRetrying.ShouldBeFalse();
        refused.Reason.ShouldContain(word, Case.Insensitive);
    }

    [Theory]
    [InlineData("sbatch: error: Batch job submission failed: Unable to contact slurm controller (connect failure)")]
    [InlineData("sbatch: error: QOSMaxSubmitJobPerUserLimit\nsbatch: error: Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)")]
    [InlineData("sbatch: error: AssocMaxSubmitJobLimit\nsbatch: error: Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)")]
    [InlineData("sbatch: error: Slurm temporarily unable to accept job, sleeping and retrying\nsbatch: error: Batch job submission failed: Resource temporarily unavailable")]
    [InlineData("sbatch: fatal: Unable to process configuration file")]
    [InlineData("sbatch: error: _establish_config_source: failed to fetch config\nsbatch: fatal: Could not establish a configuration source")]
    [InlineData("sbatch: error: If munged is up, restart with --num-threads=10\nsbatch: error: Munge encode failed: Failed to access \"/run/munge/munge.socket.2\": No such file or directory")]
    [InlineData("sbatch: error: Batch job submission failed: Unspecified error")]
    public void What_may_pass_later_is_refused_for_now(string error) =>
        Read(1, "", error).ShouldBeOfType<SubmissionResult.Refused>().WorthRetrying.ShouldBeTrue();

    [Theory]
    [InlineData("sbatch: error: Batch job submission failed: Socket timed out on send/recv operation")]
    [InlineData("sbatch: error: Batch job submission failed: Zero Bytes were transmitted or received")]
    [InlineData("sbatch: error: Batch job submission failed: Unable to contact slurm controller (receive failure)")]
    public void A_lost_answer_is_unknown(string error) => Read(1, "", error).ShouldBeOfType<SubmissionResult.Ambiguous>();

    [Fact]
    public void A_time_out_is_unknown_unless_it_was_surely_refused_before()
    {
        Read(143, "", timedOut: true).ShouldBeOfType<SubmissionResult.Ambiguous>();
        Read(143, "", "sbatch: error: Slurm temporarily unable to accept job, sleeping and retrying.", timedOut: true)
            .ShouldBeOfType<SubmissionResult.Refused>().WorthRetrying.ShouldBeTrue();
    }

    [Fact]
    public void What_is_said_on_standard_output_counts_where_nothing_is_said_of_an_error()
    {
        Read(1, "sbatch: error: Batch job submission failed: Socket timed out on send/recv operation").ShouldBeOfType<SubmissionResult.Ambiguous>();
        Read(1, "sbatch: error: Batch job submission failed: Invalid qos specification").ShouldBeOfType<SubmissionResult.Refused>().WorthRetrying.ShouldBeFalse();
    }

    [Fact]
    public void An_unknown_outcome_is_told_with_the_command_and_its_words()
    {
        Reason(Read(0, "have a nice day\n")).ShouldBe("sbatch ended well, but its answer holds no job id (have a nice day); the job is looked up by its name.");
        Reason(Read(143, "", timedOut: true)).ShouldStartWith("sbatch did not end in time and was stopped");
        Reason(SubmitAnswer.Read(SbatchAnswer.Language, new(1, "", "boom", false), "/site/bin/submit.sh"))
            .ShouldBe("The submit command submit.sh failed with exit code 1 (boom); the job is looked up by its name before it is tried again.");

        static string Reason(SubmissionResult result) => result.ShouldBeOfType<SubmissionResult.Ambiguous>().Reason;
    }

    [Fact]
    public void Success_without_an_id_is_unknown() => Read(0, "have a nice day\n").ShouldBeOfType<SubmissionResult.Ambiguous>();

    [Fact]
    public void A_sites_own_command_that_fails_unintelligibly_is_unknown() =>
        SubmitAnswer.Read(SbatchAnswer.Language, new(1, "", "boom", false), "/site/bin/submit.sh").ShouldBeOfType<SubmissionResult.Ambiguous>();

    private static SubmissionResult Read(int exitCode, string text, string error = "", bool timedOut = false) =>
        SubmitAnswer.Read(SbatchAnswer.Language, new ChildResult(exitCode, text, error, timedOut), "sbatch");
}
