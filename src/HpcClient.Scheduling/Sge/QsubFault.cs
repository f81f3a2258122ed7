using HpcClient.Scheduling.Commands;
using static HpcClient.Scheduling.Commands.SubmitFault;

namespace HpcClient.Scheduling.Sge;

/// <summary>What qsub says when it fails; the texts are those of Son of Grid Engine 8.1.9.</summary>
internal static class QsubFault
{
    private const string Script = "correct it in the script of cast.yml";

    /// <summary>Messages after which the qmaster may or may not hold the job.</summary>
    public static IReadOnlyList<string> LostAnswers { get; } =
    [
        "failed receiving gdi request",
        "receive timeout",
        "got read error",
        "got read timeout",
        "Error reading answer list",
        "Connection reset by peer",
        "Broken pipe",
    ];

    /// <summary>Messages after which it surely holds none, the more telling ones first.</summary>
    public static IReadOnlyList<SubmitFault> Known { get; } =
    [
        Later("jobs are allowed per user", "The limit of jobs that may wait at once is reached: it passes as jobs end"),
        Later("jobs are allowed per job array", "The limit of tasks is reached"),
        Later("jobs are allowed", "The limit of jobs that may wait at once is reached: it passes as jobs end"),
        Never("unknown resource", $"Grid Engine knows no such resource: 'qconf -sc' lists them; {Script}"),
        Never("unknown queue", $"Grid Engine knows no such queue: 'qconf -sql' lists them; {Script}"),
        Never("requested project", $"Grid Engine knows no such project, or it is not ours: 'qconf -sprjl' lists them; {Script}"),
        Never("requested parallel environment", $"Grid Engine knows no such parallel environment: 'qconf -spl' lists them; {Script} (the default one asks for 'threaded')"),
        Never("is not a memory value", $"Grid Engine cannot read the memory; {Script}"),
        Never("is not a time value", $"Grid Engine cannot read the time; {Script}"),
        Never("not a valid object name", $"Grid Engine does not take this name; {Script}"),
        Never("no suitable queues", "No queue has what the job asks for (CPUs, memory, GPUs or time): lower it, or choose another queue"),
        Never("positive submission priority", "A priority above 0 is for Grid Engine's operators: set numbers of 0 and less in fw_priority_map, or ask its administrator"),
        Never("invalid priority", "A priority lies between -1023 and 1024: correct fw_priority_map in cast.yml"),
        Never("invalid option argument", $"Grid Engine does not know this option; {Script}, or in the command of cast.yml"),
        Never("unknown option", $"Grid Engine does not know this option; {Script}, or in the command of cast.yml"),
        Never("can't resolve hostname", "Grid Engine takes a colon in the path of the output file for the end of a host's name: move the folder to a path without it"),
        Never("two files are specified for the same host", "Grid Engine takes a comma in the path of the output file for the start of another: move the folder to a path without it"),
        Later("unable to send message to qmaster", "Grid Engine's qmaster cannot be reached: check that sge_qmaster runs ('qconf -sh') and that SGE_ROOT, SGE_CELL and the ports are those of this cluster"),
        Later("unable to contact qmaster", "Grid Engine's qmaster cannot be reached: check that sge_qmaster runs ('qconf -sh') and that SGE_ROOT, SGE_CELL and the ports are those of this cluster"),
        Later("select error", "Grid Engine's qmaster cannot be reached: check that sge_qmaster runs ('qconf -sh') and that SGE_ROOT, SGE_CELL and the ports are those of this cluster"),
        Later("set the environment variable SGE_ROOT", "Grid Engine's environment is missing: source its settings.sh in settings/start-cast.sh (cron starts without it)"),
        Later("SGE_ROOT directory", "Grid Engine's folder cannot be reached: check SGE_ROOT in settings/start-cast.sh"),
        Later("is no submit host", "Jobs may not be submitted from this machine: ask Grid Engine's administrator for 'qconf -as' with its name"),
        Later("has no permission", "Grid Engine does not let our user submit: ask its administrator"),
        Later("Unable to read script file", "The job script could not be read: check that logs/generated can be reached and is not full"),
    ];
}
