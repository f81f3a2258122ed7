using HpcClient.Posix.Processes;
using HpcClient.Scheduling.Commands;
using HpcClient.Scheduling.Lsf;
using HpcClient.Scheduling.Sge;
using HpcClient.Scheduling.Slurm;
using HpcClient.Scheduling.Submission;

namespace HpcClient.Scheduling.Tests.Commands;

/// <summary>
/// Each message that we know of a submit command, as it says it. Taken for the wrong kind, a job is lost (given up though it
/// would pass later), or runs twice (submitted again though the first answer was lost on its way).
/// </summary>
public sealed class KnownAnswersTests
{
    public static TheoryData<string, string, string> GivenUp => new()
    {
        { "sbatch", "sbatch: error: AssocMaxCpuPerJobLimit\nsbatch: error: Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)", "scheduler_cpu" },
        { "sbatch", "sbatch: error: QOSMaxMemoryPerJob\nsbatch: error: Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)", "scheduler_ram" },
        { "sbatch", "sbatch: error: QOSMaxTRESPerJob\nsbatch: error: Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)", "lower what it asks" },
        { "sbatch", "sbatch: error: QOSMaxWallDurationPerJobLimit\nsbatch: error: Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)", "--time" },
        { "sbatch", "sbatch: error: Batch job submission failed: Invalid partition name specified", "--partition" },
        { "sbatch", "sbatch: error: Batch job submission failed: Invalid account or account/partition combination specified", "--account" },
        { "sbatch", "sbatch: error: Batch job submission failed: Invalid qos specification", "--qos" },
        { "sbatch", "sbatch: error: Batch job submission failed: Invalid feature specification", "--constraint" },
        { "sbatch", "sbatch: error: Batch job submission failed: Invalid constraint specification", "--constraint" },
        { "sbatch", "sbatch: error: Memory specification can not be satisfied", "scheduler_ram" },
        { "sbatch", "sbatch: error: Batch job submission failed: Requested node configuration is not available", "another partition" },
        { "sbatch", "sbatch: error: Batch job submission failed: More processors requested than permitted", "scheduler_cpu" },
        { "sbatch", "sbatch: error: CPU count per node can not be satisfied", "scheduler_cpu" },
        { "sbatch", "sbatch: error: Batch job submission failed: Invalid generic resource (gres) specification", "sinfo -o %G" },
        { "sbatch", "sbatch: error: Batch job submission failed: Requested time limit is invalid (missing or exceeds some limit)", "--time" },
        { "sbatch", "sbatch: error: Batch job submission failed: User's group not permitted to use this partition", "choose another" },
        { "sbatch", "sbatch: error: Invalid --time specification", "cannot read this option" },
        { "sbatch", "sbatch: error: Invalid numeric value \"x\" for --cpus-per-task.", "cannot read this option" },
        { "sbatch", "sbatch: unrecognized option '--bogus'", "does not know this option" },
        { "sbatch", "sbatch: invalid option -- 'y'", "does not know this option" },
        { "sbatch", "sbatch: error: This does not look like a batch script.  The first", "#!/bin/bash" },
        { "sbatch", "sbatch: error: Batch script contains DOS line breaks (\\r\\n)", "dos2unix" },
        { "qsub", "Unable to run job: unknown resource \"nosuch\"", "qconf -sc" },
        { "qsub", "Unable to run job: Job was rejected because job requests unknown queue \"nosuch.q\"", "qconf -sql" },
        { "qsub", "Unable to run job: job rejected: the requested project \"nosuch\" does not exist", "qconf -sprjl" },
        { "qsub", "Unable to run job: job rejected: the requested parallel environment \"nosuch\" does not exist", "qconf -spl" },
        { "qsub", "Unable to run job: attribute \"h_vmem\" is not a memory value", "cannot read the memory" },
        { "qsub", "Unable to run job: attribute \"h_rt\" is not a time value", "cannot read the time" },
        { "qsub", "Unable to run job: denied: \"1bad\" is not a valid object name (cannot start with a digit)", "this name" },
        { "qsub", "Unable to run job: error: no suitable queues", "choose another queue" },
        { "qsub", "Unable to run job: job rejected: positive submission priority requires operator privileges", "0 and less" },
        { "qsub", "qsub: invalid priority \"2000\".  Must be an integer from -1023 to 1024", "-1023" },
        { "qsub", "qsub: invalid option argument \"-badopt\"", "does not know this option" },
        { "qsub", "qsub: Unknown option \"--bogus\"", "does not know this option" },
        { "qsub", "Unable to run job: can't resolve hostname \"/data/a\"", "colon" },
        { "qsub", "Unable to run job: two files are specified for the same host", "comma" },
        { "bsub", "no-such: No such queue. Job not submitted.", "bqueues" },
        { "bsub", "normal: User cannot use the queue. Job not submitted.", "bqueues -u" },
        { "bsub", "gpu: Queue does not accept this kind of jobs. Job not submitted.", "choose another" },
        { "bsub", "Bad resource requirement syntax. Job not submitted.", "-R" },
        { "bsub", "Unknown resource name: nosuch. Job not submitted.", "lsinfo" },
        { "bsub", "gold: Service class does not exist. Job not submitted.", "bsla" },
        { "bsub", "ann: No such user/host group. Job not submitted.", "does not know this" },
        { "bsub", "RUNLIMIT: Cannot exceed queue's hard limit(s). Job not submitted.", "walltime" },
        { "bsub", "The job exceeds the queue's limits. Job not submitted.", "bqueues -l" },
        { "bsub", "PROCLIMIT: exceeds queue limit. Job not submitted.", "bqueues -l" },
        { "bsub", "MEMLIMIT: Cannot exceed queue's hard limit(s). Job not submitted.", "bqueues -l" },
        { "bsub", "Too many processors requested. Job not submitted.", "scheduler_cpu" },
        { "bsub", "Bad priority. Job not submitted.", "MAX_USER_PRIORITY" },
        { "bsub", "The user priority is out of range. Job not submitted.", "MAX_USER_PRIORITY" },
        { "bsub", "bsub: Illegal option -- bogus", "does not know this option" },
        { "bsub", "Unrecognized option: --bogus", "does not know this option" },
        { "bsub", "Empty job. Job not submitted.", "command_script_stdin" },
        { "bsub", "Request aborted by esub. Job not submitted.", "esub" },
    };

    public static TheoryData<string, string, string> TriedAgain => new()
    {
        { "sbatch", "sbatch: error: AssocMaxSubmitJobLimit\nsbatch: error: Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)", "passes as jobs end" },
        { "sbatch", "sbatch: error: Slurm temporarily unable to accept job, sleeping and retrying", "busy" },
        { "sbatch", "sbatch: error: Batch job submission failed: Slurm job queue full", "MaxJobCount" },
        { "sbatch", "sbatch: error: Batch job submission failed: Resource temporarily unavailable", "busy" },
        { "sbatch", "sbatch: error: slurm_persist_conn_open: (connect failure)", "scontrol ping" },
        { "sbatch", "sbatch: error: Batch job submission failed: Unable to contact slurm controller", "scontrol ping" },
        { "sbatch", "sbatch: error: Batch job submission failed: Slurm backup controller in standby mode", "standby" },
        { "sbatch", "sbatch: fatal: Unable to process configuration file", "SLURM_CONF" },
        { "sbatch", "sbatch: fatal: Could not establish a configuration source", "configless" },
        { "sbatch", "sbatch: error: Munge encode failed: Failed to access \"/run/munge/munge.socket.2\": No such file or directory", "munged" },
        { "sbatch", "sbatch: error: Batch job submission failed: Protocol authentication error", "shares its key" },
        { "sbatch", "sbatch: error: Batch job submission failed: Incompatible versions of client and server code", "update the older" },
        { "sbatch", "sbatch: error: Batch job submission failed: Invalid user id", "does not know our user" },
        { "sbatch", "sbatch: error: Batch job submission failed: Access/permission denied", "administrator" },
        { "sbatch", "sbatch: error: Unable to open file /x/job.sh", "logs/generated" },
        { "sbatch", "sbatch: error: Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)", "sacctmgr show qos" },
        { "qsub", "Unable to run job: job rejected: only 5 jobs are allowed per user (current job count: 5)", "passes as jobs end" },
        { "qsub", "Unable to run job: job rejected: only 75000 jobs are allowed per job array", "limit of tasks" },
        { "qsub", "Unable to run job: job rejected: only 5 jobs are allowed in this cell", "passes as jobs end" },
        { "qsub", "Unable to run job: unable to send message to qmaster using port 1999 on host \"vm\": got send error", "sge_qmaster" },
        { "qsub", "error: unable to contact qmaster using port 1999 on host \"vm\"", "sge_qmaster" },
        { "qsub", "error: commlib error: got select error (Connection refused)", "sge_qmaster" },
        { "qsub", "Unable to initialize environment because of error: Please set the environment variable SGE_ROOT.", "settings.sh" },
        { "qsub", "Unable to initialize environment because of error: SGE_ROOT directory \"/nope\" doesn't exist", "check SGE_ROOT" },
        { "qsub", "Unable to run job: denied: host \"vm\" is no submit host", "qconf -as" },
        { "qsub", "Unable to run job: job rejected: user \"ann\" has no permission to submit", "administrator" },
        { "qsub", "Unable to read script file because of error: error opening /nope.sh: No such file or directory", "logs/generated" },
        { "bsub", "User <ann>: User has reached the pending job threshold. Job not submitted.", "passes as jobs end" },
        { "bsub", "Pending job limit reached. Job not submitted.", "passes as jobs end" },
        { "bsub", "Too many pending jobs. Job not submitted.", "passes as jobs end" },
        { "bsub", "normal: Queue has been closed. Job not submitted.", "closed at the moment" },
        { "bsub", "LSF is down. Please wait ...", "badmin showstatus" },
        { "bsub", "Cannot connect to LSF. Please wait ...", "cannot be reached" },
        { "bsub", "Cannot open lsf.conf file", "profile.lsf" },
        { "bsub", "Failed in an LSF library call: Slave LIM configuration is not ready yet", "lsid" },
        { "bsub", "User permission denied. Job not submitted.", "administrator" },
    };

    public static TheoryData<string, string> Lost => new()
    {
        { "sbatch", "sbatch: error: Batch job submission failed: Socket timed out on send/recv operation" },
        { "sbatch", "sbatch: error: Batch job submission failed: Zero Bytes were transmitted or received" },
        { "sbatch", "sbatch: error: Batch job submission failed: Unexpected message received" },
        { "sbatch", "sbatch: error: slurm_receive_msg: Connection reset by peer" },
        { "sbatch", "sbatch: error: slurm_send_node_msg: Broken pipe" },
        { "sbatch", "sbatch: error: Batch job submission failed: Unable to contact slurm controller (receive failure)" },
        { "sbatch", "sbatch: error: Batch job submission failed: Unable to contact slurm controller (send failure)" },
        { "sbatch", "sbatch: error: Batch job submission failed: Unable to contact slurm controller (shutdown failure)" },
        { "sbatch", "sbatch: error: Batch job submission failed: Communication shutdown failure" },
        { "sbatch", "sbatch: error: Batch job submission failed: Message receive failure" },
        { "sbatch", "sbatch: error: Batch job submission failed: Message send failure" },
        { "qsub", "Unable to run job: failed receiving gdi request response for mid=1." },
        { "qsub", "Unable to run job: got syncron message receive timeout error." },
        { "qsub", "error: commlib error: got read error (closing \"vm/qmaster/1\")\nUnable to run job: unable to send message to qmaster" },
        { "qsub", "error: commlib error: got read timeout\nUnable to run job: unable to send message to qmaster" },
        { "qsub", "Unable to run job: Error reading answer list from qmaster" },
        { "qsub", "error: commlib error: Connection reset by peer\nUnable to run job: unable to send message to qmaster" },
        { "qsub", "error: commlib error: Broken pipe\nUnable to run job: unable to send message to qmaster" },
        { "bsub", "batch system daemon not responding ... still trying" },
        { "bsub", "Communication time out. Job not submitted." },
        { "bsub", "Connection reset by peer. Job not submitted." },
        { "bsub", "Broken pipe. Job not submitted." },
        { "bsub", "Failed in sending/receiving a message: Success. Job not submitted." },
    };

    [Theory]
    [MemberData(nameof(GivenUp))]
    public void What_can_never_pass_is_given_up_with_its_remedy(string program, string said, string remedy) => IsRefused(program, said, remedy, worthRetrying: false);

    [Theory]
    [MemberData(nameof(TriedAgain))]
    public void What_may_pass_later_is_tried_again_with_its_remedy(string program, string said, string remedy) => IsRefused(program, said, remedy, worthRetrying: true);

    [Theory]
    [MemberData(nameof(Lost))]
    public void After_a_lost_answer_the_job_is_looked_for_before_it_is_submitted_again(string program, string said) =>
        Read(program, said).ShouldBeOfType<SubmissionResult.Ambiguous>().Reason.ShouldStartWith($"{program} got no answer from ");

    [Theory]
    [InlineData("sbatch")]
    [InlineData("qsub")]
    [InlineData("bsub")]
    public void Every_message_that_is_known_has_an_example_that_it_decides(string program)
    {
        var refusals = GivenUp.Concat(TriedAgain).Select(row => row.Data).Where(row => row.Item1 == program).Select(row => row.Item2).ToList();
        Language(program).Known.Where(fault => !refusals.Any(said => Decides(program, said) == fault)).Select(fault => fault.Text).ShouldBeEmpty();

        var lost = Lost.Select(row => row.Data).Where(row => row.Item1 == program).Select(row => row.Item2).ToList();
        Language(program).LostAnswers.Where(text => !lost.Any(said => said.Contains(text, StringComparison.OrdinalIgnoreCase))).ShouldBeEmpty();
    }

    private static void IsRefused(string program, string said, string remedy, bool worthRetrying)
    {
        var refused = Read(program, said).ShouldBeOfType<SubmissionResult.Refused>();
        refused.WorthRetrying.ShouldBe(worthRetrying);
        refused.Reason.ShouldContain(remedy);
        refused.Reason.ShouldContain(said.Split('\n')[0]);
    }

    private static SubmitFault? Decides(string program, string said) =>
        Language(program).Known.FirstOrDefault(fault => said.Contains(fault.Text, StringComparison.OrdinalIgnoreCase));

    private static SubmissionResult Read(string program, string said) => SubmitAnswer.Read(Language(program), new ChildResult(1, "", said, TimedOut: false), program);

    private static SubmitLanguage Language(string program) => program switch
    {
        "sbatch" => SbatchAnswer.Language,
        "qsub" => QsubAnswer.Language,
        _ => BsubAnswer.Language,
    };
}
