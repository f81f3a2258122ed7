using HpcClient.Posix.Processes;
using HpcClient.Scheduling.Commands;
using HpcClient.Scheduling.Sge;
using HpcClient.Scheduling.Submission;

namespace HpcClient.Scheduling.Tests.Sge;

/// <summary>The texts are those of Son of Grid Engine 8.1.9 unless noted.</summary>
public sealed class QsubAnswerTests
{
    [Theory]
    [InlineData("Your job 12 (\"fw-64b5bce63a26373568590001\") has been submitted\n", "12")]
    [InlineData("Your job-array 24.1-3:1 (\"k.sh\") has been submitted\n", "24")]
    [InlineData("a greeting of the site\nYour job 4711 (\"x\") has been submitted\n", "4711")]
    [InlineData("2026\nYour job 4711 (\"x\") has been submitted\n", "4711")]
    [InlineData("12\n", "12")]
    [InlineData("3.1-2:1\n", "3")]
    public void An_id_is_read_in_each_form(string text, string id) => Read(0, text).ShouldBe(new SubmissionResult.Accepted(id));

    [Theory]
    [InlineData("Your job is number 12\n")]
    [InlineData("12 jobs are waiting\n")]
    [InlineData("have a nice day\n")]
    public void Success_without_an_id_is_unknown(string text) => Read(0, text).ShouldBeOfType<SubmissionResult.Ambiguous>();

    [Theory]
    [InlineData("Unable to run job: unknown resource \"nosuch\"\nExiting.", "qconf -sc")]
    [InlineData("Unable to run job: Job was rejected because job requests unknown queue \"nosuch.q\"\nExiting.", "qconf -sql")]
    [InlineData("Unable to run job: job rejected: the requested project \"nosuch\" does not exist\nExiting.", "project")]
    [InlineData("Unable to run job: job rejected: the requested parallel environment \"nosuch\" does not exist\nExiting.", "threaded")]
    [InlineData("Unable to run job: attribute \"h_vmem\" is not a memory value\nExiting.", "memory")]
    [InlineData("Unable to run job: attribute \"h_rt\" is not a time value\nExiting.", "time")]
    [InlineData("Unable to run job: error: no suitable queues\nExiting.", "lower")]
    [InlineData("Unable to run job: job rejected: positive submission priority requires operator privileges\nExiting.", "fw_priority_map")]
    [InlineData("qsub: invalid priority \"2000\".  Must be an integer from -1023 to 1024", "1024")]
    [InlineData("qsub: invalid option argument \"-badopt\"", "option")]
    [InlineData("Unable to run job: denied: \"1bad\" is not a valid object name (cannot start with a digit)\nExiting.", "name")]
    [InlineData("Unable to run job: can't resolve hostname \"/data/a\"\nExiting.", "colon")]
    public void What_can_never_pass_is_refused_for_good_with_the_remedy(string error, string word)
    {
        var refused = Read(1, "", error).ShouldBeOfType<SubmissionResult.Refused>();
        refused.WorthRetrying.ShouldBeFalse();
        refused.Reason.ShouldContain(word, Case.Insensitive);
        refused.Reason.ShouldNotContain("Exiting");
    }

    [Theory]
    [InlineData("error: commlib error: got select error (Connection refused)\nUnable to run job: unable to send message to qmaster using port 1999 on host \"vm\": got send error\nExiting.", "sge_qmaster")]
    [InlineData("\nUnable to initialize environment because of error: Please set the environment variable SGE_ROOT.\nExiting.", "settings.sh")]
    [InlineData("\nUnable to initialize environment because of error: SGE_ROOT directory \"/nope\" doesn't exist\nExiting.", "SGE_ROOT")]
    [InlineData("Unable to run job: denied: host \"vm\" is no submit host\nExiting.", "qconf -as")]
    [InlineData("Unable to run job: job rejected: only 5 jobs are allowed per user (current job count: 5)\nExiting.", "limit")]
    [InlineData("Unable to read script file because of error: error opening /nope.sh: No such file or directory", "logs/generated")]
    [InlineData("Unable to run job: something new\nExiting.", "tried again")]
    public void What_may_pass_later_is_refused_for_now(string error, string word)
    {
        var refused = Read(1, "", error).ShouldBeOfType<SubmissionResult.Refused>();
        refused.WorthRetrying.ShouldBeTrue();
        refused.Reason.ShouldContain(word);
    }

    [Theory]
    [InlineData("Unable to run job: failed receiving gdi request response for mid=1 (got syncron message receive timeout error).\nExiting.")]
    [InlineData("Unable to run job: Error reading answer list from qmaster\nExiting.")]
    [InlineData("error: commlib error: got read error (closing \"vm/qmaster/1\")\nUnable to run job: unable to send message to qmaster\nExiting.")]
    public void A_lost_answer_is_unknown(string error) => Read(1, "", error).ShouldBeOfType<SubmissionResult.Ambiguous>();

    [Fact]
    public void A_time_out_is_unknown() =>
        SubmitAnswer.Read(QsubAnswer.Language, new ChildResult(143, "", "", TimedOut: true), "qsub").ShouldBeOfType<SubmissionResult.Ambiguous>();

    [Fact]
    public void A_sites_own_command_that_fails_unintelligibly_is_unknown() =>
        SubmitAnswer.Read(QsubAnswer.Language, new ChildResult(1, "", "boom", TimedOut: false), "/site/bin/submit.sh").ShouldBeOfType<SubmissionResult.Ambiguous>();

    private static SubmissionResult Read(int exitCode, string text, string error = "") =>
        SubmitAnswer.Read(QsubAnswer.Language, new ChildResult(exitCode, text, error, TimedOut: false), "qsub");
}
