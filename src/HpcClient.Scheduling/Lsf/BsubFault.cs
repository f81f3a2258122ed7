using HpcClient.Scheduling.Commands;
using static HpcClient.Scheduling.Commands.SubmitFault;

namespace HpcClient.Scheduling.Lsf;

/// <summary>What bsub says when it fails, as far as LSF's public documentation and its users tell.</summary>
internal static class BsubFault
{
    private const string Script = "correct it in the script of cast.yml";

    /// <summary>Messages after which LSF may or may not hold the job.</summary>
    public static IReadOnlyList<string> LostAnswers { get; } =
    [
        "not responding",
        "Communication time out",
        "Connection reset by peer",
        "Broken pipe",
        "Failed in sending/receiving a message",
    ];

    /// <summary>Messages after which it surely holds none, the more telling ones first.</summary>
    public static IReadOnlyList<SubmitFault> Known { get; } =
    [
        Later("pending job threshold", "The limit of jobs that may wait at once is reached: it passes as jobs end"),
        Later("pending job limit", "The limit of jobs that may wait at once is reached: it passes as jobs end"),
        Later("pending jobs", "The limit of jobs that may wait at once is reached: it passes as jobs end"),
        Never("No such queue", $"LSF knows no such queue: 'bqueues' lists them; {Script}"),
        Never("User cannot use the queue", "Our user may not use this queue: 'bqueues -u $USER' lists ours; choose another"),
        Never("Queue does not accept", "This queue does not take such jobs: choose another"),
        Later("Queue has been closed", "The queue is closed at the moment"),
        Never("Bad resource requirement", $"LSF cannot read the resource requirement (-R); {Script}"),
        Never("Unknown resource", $"LSF knows no such resource: 'lsinfo' lists them; {Script}"),
        Never("Service class does not exist", $"LSF knows no such service class: 'bsla' lists them; {Script}"),
        Never("No such user/host", $"LSF does not know this; {Script}"),
        Never("RUNLIMIT", "The walltime is longer than the queue allows: 'bqueues -l' shows its limit"),
        Never("exceeds the queue", "The job asks for more than the queue allows: 'bqueues -l' shows its limits"),
        Never("exceeds queue", "The job asks for more than the queue allows: 'bqueues -l' shows its limits"),
        Never("Cannot exceed queue's hard limit", "The job asks for more than the queue allows: 'bqueues -l' shows its limits"),
        Never("Too many processors requested", "The job asks for more CPUs than the queue allows: lower scheduler_cpu"),
        Never("Bad priority", "LSF takes priorities from 1 to the site's MAX_USER_PRIORITY: correct fw_priority_map in cast.yml"),
        Never("user priority", "LSF takes priorities from 1 to the site's MAX_USER_PRIORITY: correct fw_priority_map in cast.yml"),
        Never("Illegal option", $"LSF does not know this option; {Script}, or in the command of cast.yml"),
        Never("Unrecognized option", $"LSF does not know this option; {Script}, or in the command of cast.yml"),
        Never("Empty job", "LSF got no script: set command_script_stdin to true in cast.yml"),
        Never("aborted by esub", "The site's own check of submissions (esub) refused the job"),
        Later("LSF is down", "LSF is down: check it with 'lsid' and 'badmin showstatus'"),
        Later("Cannot connect to LSF", "LSF cannot be reached: check it with 'lsid' and 'badmin showstatus'"),
        Later("lsf.conf", "LSF's environment is missing: source its profile.lsf in settings/start-cast.sh (cron starts without it)"),
        Later("Failed in an LSF library call", "LSF cannot be used from here: check it with 'lsid'"),
        Later("User permission denied", "LSF does not let our user submit: ask its administrator"),
    ];
}
