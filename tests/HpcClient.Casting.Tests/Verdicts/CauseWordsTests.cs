using HpcClient.Casting.Verdicts;
using HpcClient.Scheduling.Observations;

namespace HpcClient.Casting.Tests.Verdicts;

/// <summary>The sentences by which a researcher learns how a job ended.</summary>
public sealed class CauseWordsTests
{
    private const long G = 1L << 30;

    private static readonly Observation Seen = new() { SchedulerJobId = "7", JobName = "fw-a", Phase = SchedulerPhase.Ended, RawState = "STATE", Witness = "sacct" };

    [Theory]
    [InlineData(EndCause.OutOfMemory, "The job used more memory than it had asked for and was ended for it at slurm.")]
    [InlineData(EndCause.TimeLimit, "The job reached its time limit and was ended at slurm.")]
    [InlineData(EndCause.NodeFailure, "The node on which the job ran failed.")]
    [InlineData(EndCause.Preempted, "A job of higher priority took the place of this one.")]
    [InlineData(EndCause.Cancelled, "Somebody cancelled the job at slurm (STATE).")]
    [InlineData(EndCause.LaunchFailure, "slurm could not start the job (STATE).")]
    [InlineData(EndCause.ScriptSucceeded, "The job script ended at slurm without a word from the engine about the gear, so nothing counts as done.")]
    [InlineData(EndCause.ScriptFailed, "The job script failed at slurm (exit code unknown) before the engine could say how the gear ended.")]
    [InlineData(EndCause.Unknown, "The job ended at slurm in the state STATE, without a word from the engine.")]
    public void What_happened_is_a_sentence_also_where_nothing_more_is_known(object cause, string sentence) =>
        CauseWords.What("slurm", Seen with { Cause = (EndCause)cause }).ShouldBe(sentence);

    [Fact]
    public void What_is_known_is_told()
    {
        Of(Seen with { Cause = EndCause.TimeLimit, TimeLimit = TimeSpan.FromHours(2) }).ShouldBe("The job reached its time limit of 2:00:00 and was ended at slurm.");
        Of(Seen with { Cause = EndCause.NodeFailure, Node = "n1" }).ShouldBe("The node n1 on which the job ran failed.");
        Of(Seen with { Cause = EndCause.Preempted, Node = "n1" }).ShouldBe("A job of higher priority took the place of this one on n1.");
        Of(Seen with { Cause = EndCause.Cancelled, CancelledBy = "ann", Reason = "by hand" }).ShouldBe("Somebody cancelled the job at slurm, namely ann (STATE: by hand).");
        Of(Seen with { Cause = EndCause.LaunchFailure, Node = "n1", Reason = "no room" }).ShouldBe("slurm could not start the job on n1 (STATE: no room).");
        Of(Seen with { Cause = EndCause.ScriptFailed, ExitCode = 3, Reason = "it said so" })
            .ShouldBe("The job script failed at slurm (exit code 3: it said so) before the engine could say how the gear ended.");
    }

    [Fact]
    public void Empty_words_of_a_scheduler_leave_no_trace()
    {
        Of(Seen with { Cause = EndCause.NodeFailure, Node = "" }).ShouldBe("The node on which the job ran failed.");
        Of(Seen with { Cause = EndCause.Preempted, Node = "" }).ShouldBe("A job of higher priority took the place of this one.");
        Of(Seen with { Cause = EndCause.Cancelled, CancelledBy = "", Reason = "" }).ShouldBe("Somebody cancelled the job at slurm (STATE).");
    }

    [Theory]
    [InlineData(4 * G, 5 * G, " (4 GiB; peak seen: 5 GiB)")]
    [InlineData(4 * G, 0L, " (4 GiB)")]
    [InlineData(4 * G, null, " (4 GiB)")]
    [InlineData(0L, 5 * G, " (peak seen: 5 GiB)")]
    [InlineData(null, 5 * G, " (peak seen: 5 GiB)")]
    [InlineData(0L, 0L, "")]
    [InlineData(null, null, "")]
    public void Of_memory_limit_and_peak_are_told_where_they_are_known(long? limit, long? peak, string says) =>
        Of(Seen with { Cause = EndCause.OutOfMemory, MemoryLimitBytes = limit, PeakMemoryBytes = peak })
            .ShouldBe($"The job used more memory than it had asked for{says} and was ended for it at slurm.");

    [Theory]
    [InlineData(9, null, "signal 9")]
    [InlineData(9, 137, "signal 9")]
    [InlineData(0, 137, "exit code 137")]
    [InlineData(null, 2, "exit code 2")]
    public void A_signal_is_told_before_an_exit_code(int? signal, int? code, string says) =>
        Of(Seen with { Cause = EndCause.ScriptFailed, Signal = signal, ExitCode = code }).ShouldContain($"failed at slurm ({says}) before");

    [Fact]
    public void Words_of_others_steer_no_terminal() => Of(Seen with { Cause = EndCause.Cancelled, CancelledBy = "ann\u001b[31m" }).ShouldNotContain("\u001b");

    [Theory]
    [InlineData(EndCause.OutOfMemory, "Ask for more, for example with the tag ram=32G.")]
    [InlineData(EndCause.TimeLimit, "Ask for a longer walltime, or ask your HPC administrator for a longer limit.")]
    [InlineData(EndCause.NodeFailure, "Run the job again.")]
    [InlineData(EndCause.Preempted, "Run the job again.")]
    [InlineData(EndCause.Cancelled, "Ask your HPC administrator why.")]
    [InlineData(EndCause.ScriptSucceeded, "Tell your HPC administrator to look at the job's queue log.")]
    [InlineData(EndCause.ScriptFailed, "Tell your HPC administrator to look at the job's queue log.")]
    [InlineData(EndCause.LaunchFailure, "Tell your HPC administrator.")]
    [InlineData(EndCause.Unknown, "Tell your HPC administrator.")]
    public void Each_cause_has_its_remedy(object cause, string remedy) => CauseWords.Remedy((EndCause)cause).ShouldBe(remedy);

    private static string Of(Observation seen) => CauseWords.What("slurm", seen);
}
