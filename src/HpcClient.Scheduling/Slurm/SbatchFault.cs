using HpcClient.Scheduling.Commands;
using static HpcClient.Scheduling.Commands.SubmitFault;

namespace HpcClient.Scheduling.Slurm;

/// <summary>What sbatch says when it fails.</summary>
internal static class SbatchFault
{
    /// <summary>Messages after which the controller may or may not hold the job: the request went out, the answer was lost.</summary>
    public static IReadOnlyList<string> LostAnswers { get; } =
    [
        "Socket timed out on send/recv",
        "Zero Bytes were transmitted or received",
        "Unexpected message received",
        "Connection reset by peer",
        "Broken pipe",
        "(receive failure)",
        "(send failure)",
        "(shutdown failure)",
        "Communication shutdown failure",
        "Message receive failure",
        "Message send failure",
    ];

    /// <summary>Messages after which the controller surely holds no job, the more telling ones first.</summary>
    public static IReadOnlyList<SubmitFault> Known { get; } =
    [
        Later("MaxSubmit", "The limit of jobs that may wait at once is reached: it passes as jobs end, or raise it with sacctmgr"),
        Never("MaxCpu", "The job asks for more CPUs than its account or QOS allows: lower scheduler_cpu or choose another QOS"),
        Never("MaxMem", "The job asks for more memory than its account or QOS allows: lower scheduler_ram or choose another QOS"),
        Never("MaxTRESPerJob", "The job asks for more than its account or QOS allows: lower what it asks or choose another QOS"),
        Never("MaxWallDuration", "The walltime is longer than the account or QOS allows: shorten --time in the script"),
        Never("invalid partition", "Slurm knows no such partition: 'sinfo -o %P' lists them; correct --partition in the script of cast.yml"),
        Never("invalid account", "Slurm does not know this account, or it may not use this partition: 'sacctmgr show assoc user=$USER' lists yours; correct --account in the script of cast.yml"),
        Never("invalid qos", "This QOS does not exist or is not yours: 'sacctmgr show assoc user=$USER format=account,qos' lists yours; correct --qos in the script of cast.yml"),
        Never("invalid feature", "No node has the feature that --constraint asks for: 'sinfo -o %f' lists them; correct it in the script of cast.yml"),
        Never("invalid constraint", "No node has the feature that --constraint asks for: 'sinfo -o %f' lists them; correct it in the script of cast.yml"),
        Never("Memory specification can not be satisfied", "No node of the partition has this much memory: lower scheduler_ram, noting that it counts per CPU"),
        Never("Requested node configuration is not available", "No node of the partition has what the job asks for (CPUs, memory or GPUs): lower it, or choose another partition"),
        Never("More processors requested than permitted", "The job asks for more CPUs than the partition has: lower scheduler_cpu"),
        Never("CPU count per node can not be satisfied", "No node of the partition has this many CPUs: lower scheduler_cpu"),
        Never("generic resource", "The cluster has no such GPU or other generic resource: 'sinfo -o %G' lists them; correct the request in the script of cast.yml"),
        Never("Requested time limit is invalid", "The walltime is missing or longer than the partition allows: correct --time in the script of cast.yml"),
        Never("group not permitted to use this partition", "Our user may not use this partition: choose another, or ask its administrator"),
        Never("Invalid --", "Slurm cannot read this option: correct it in the script or in the command of cast.yml"),
        Never("Invalid numeric value", "Slurm cannot read this option: correct it in the script or in the command of cast.yml"),
        Never("unrecognized option", "Slurm does not know this option: correct it in the script or in the command of cast.yml"),
        Never("invalid option", "Slurm does not know this option: correct it in the script or in the command of cast.yml"),
        Never("does not look like a batch script", "The script of cast.yml must begin with '#!' and an interpreter, such as #!/bin/bash"),
        Never("DOS line breaks", "The script of cast.yml has Windows line ends: convert cast.yml with dos2unix"),
        Later("temporarily unable", "Slurm is busy; the job waits and is submitted again"),
        Later("queue full", "Slurm's job queue is full (MaxJobCount); the job waits and is submitted again"),
        Later("Resource temporarily unavailable", "Slurm is busy; the job waits and is submitted again"),
        Later("(connect failure)", "The Slurm controller cannot be reached: check that slurmctld runs ('scontrol ping')"),
        Later("Unable to contact slurm controller", "The Slurm controller cannot be reached: check that slurmctld runs ('scontrol ping')"),
        Later("standby mode", "The Slurm controller is on standby; the job waits and is submitted again"),
        Later("Unable to process configuration file", "Slurm's configuration is not readable here: check SLURM_CONF and the file it names"),
        Later("establish a configuration source", "Slurm's configuration is not readable here: check SLURM_CONF or the configless setup"),
        Later("munge", "Slurm's authentication does not work here: check that munged runs on this machine and shares its key"),
        Later("authentication", "Slurm's authentication does not work here: check that munged runs on this machine and shares its key"),
        Later("Incompatible versions", "Slurm's commands here and its controller differ too much in version: update the older"),
        Later("Invalid user id", "The Slurm controller does not know our user: make the account known on its machine"),
        Later("Access/permission denied", "Slurm does not let our user submit: ask its administrator"),
        Later("Unable to open file", "The job script could not be read: check that logs/generated can be reached and is not full"),
        Later("Job violates accounting/QOS policy", "A limit of the account or QOS is reached: it may pass as jobs end; 'sacctmgr show qos' lists the limits"),
    ];
}
