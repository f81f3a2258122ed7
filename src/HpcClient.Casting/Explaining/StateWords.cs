using HpcClient.Casting.Ledger;

namespace HpcClient.Casting.Explaining;

/// <summary>The states of a job for people: what it means, and what is to be done.</summary>
public static class StateWords
{
    private const string Sweep = "'fw-hpc-client run'";

    /// <summary>What the state of a job means.</summary>
    internal static string Meaning(LedgerEntry entry) => entry.State switch
    {
        LedgerState.Seen => "It was found at the site, and nothing is promised.",
        LedgerState.Admitted when entry.Reason is not null => $"It may run here, and {entry.Scheduler} did not take it.",
        LedgerState.Admitted => $"It may run here, and {entry.Scheduler} does not have it yet.",
        LedgerState.Refused => "It was not sent to the cluster, and the site knows why.",
        LedgerState.Intended => $"It was about to be submitted, and what came of that is not known yet.",
        LedgerState.Submitted => $"It was handed to {entry.Scheduler}, which has not yet said where it stands.",
        LedgerState.Queued => $"It waits in the queue of {entry.Scheduler}.",
        LedgerState.Running => $"It runs on a node of {entry.Scheduler}.",
        LedgerState.Ended => $"It is over ({Success(entry)}), and the site has not acknowledged that yet.",
        LedgerState.Reported when entry.Succeeded is null => "It is over, and there is nothing left to tell the site.",
        LedgerState.Reported => $"It is over ({Success(entry)}), and the site knows.",
        LedgerState.Lost => $"{entry.Scheduler} no longer knows it, nobody knows how it ended, and the site is still to be told so.",
        LedgerState.Superseded => "The site cancelled or retried it while the cluster had it.",
        _ => "",
    };

    /// <summary>What somebody who cares for the job does next.</summary>
    internal static string Next(LedgerEntry entry) => entry.State switch
    {
        LedgerState.Seen => $"Nothing: the next sweep ({Sweep}) takes it if the site still offers it.",
        LedgerState.Admitted when entry.Reason is not null => $"Mend what the reason names; the next sweep ({Sweep}) submits it again.",
        LedgerState.Admitted => $"Nothing: the next sweep ({Sweep}) submits it.",
        LedgerState.Refused => "Mend what the reason names, then run it again at the site.",
        LedgerState.Intended => $"Keep sweeping ({Sweep}): its name '{entry.JobName}' is looked up, and it is submitted again only when {entry.Scheduler} surely does not have it.",
        LedgerState.Submitted => $"Nothing: the next sweep ({Sweep}) asks {entry.Scheduler} about it.",
        LedgerState.Queued => "Wait; when what it waits for does not pass, show the reason to your HPC administrator.",
        LedgerState.Running => "Wait; the job's log at the site shows how far it is.",
        LedgerState.Ended => $"Keep sweeping ({Sweep}): the site is told again until it acknowledges.",
        LedgerState.Reported when entry.Succeeded == true => "Nothing: its outputs are at the site.",
        LedgerState.Reported when entry.Succeeded is null => "Nothing.",
        LedgerState.Reported => "Read the reason and the job's log at the site; when that is mended, run it again at the site.",
        LedgerState.Lost => $"Look at its queue log, ask your HPC administrator why {entry.Scheduler} forgot it, and run it again at the site.",
        LedgerState.Superseded => "Nothing here: the site says what took its place.",
        _ => "",
    };

    private static string Success(LedgerEntry entry) => entry.Succeeded == true ? "a success" : "no success";
}
