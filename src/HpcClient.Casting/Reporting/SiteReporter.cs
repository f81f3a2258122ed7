using HpcClient.Casting.Ledger;
using HpcClient.Casting.Verdicts;
using HpcClient.Flywheel;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Jobs;
using Microsoft.Extensions.Logging;

namespace HpcClient.Casting.Reporting;

/// <summary>
/// Tells the site what it must know. What is to be told stands in the ledger first and stays there until the site has
/// acknowledged it, so a site that is down delays the word and never loses it.
/// </summary>
/// <param name="site">The site.</param>
/// <param name="ledger">Our memory.</param>
/// <param name="log">Hears what was told.</param>
public sealed class SiteReporter(SiteClient site, LedgerStore ledger, ILogger log)
{
    /// <summary>Refuses a job that may not or cannot run: message in its log, then a final state.</summary>
    /// <exception cref="SiteException">The site did not take it; the job is offered again with the next sweep.</exception>
    public async Task RefuseAsync(LedgerEntry entry, FlywheelJob job, string message, JobState final, CancellationToken cancellationToken)
    {
        await site.AddLogsAsync(job.Id, [new(LogLine.System, message.EndsWith('\n') ? message : message + "\n")], cancellationToken);
        await site.SetJobStateAsync(job.Id, final, null, cancellationToken);
        ledger.Write(entry with { State = LedgerState.Refused, Succeeded = false, Reason = message.Trim() }, "refused, and the site was told", message.Trim());
        log.LogWarning("Job {JobId} ({Gear}) was refused: {Reason}", entry.JobId, entry.Gear, message.Trim().ReplaceLineEndings(" "));
    }

    /// <summary>Writes a verdict down, then tells the site; when that fails, the next poll tries again.</summary>
    public async Task ReportAsync(LedgerEntry entry, Verdict verdict, CancellationToken cancellationToken)
    {
        var ended = ledger.Write(
            entry with
            {
                State = verdict.Witness == "nobody" ? LedgerState.Lost : LedgerState.Ended,
                Succeeded = verdict.Succeeded,
                Reason = verdict.Reason,
            },
            verdict.Reason,
            $"witness: {verdict.Witness}{(verdict.Cancelled ? "; cancelled" : "")}");
        await TellEndAsync(ended, cancellationToken);
    }

    /// <summary>Tells the site of an end that stands in the ledger.</summary>
    public async Task TellEndAsync(LedgerEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            var job = await site.GetJobAsync(entry.JobId, cancellationToken);
            if (!job.State.IsFinal())
            {
                await site.AddLogsAsync(entry.JobId, [new(LogLine.System, $"fw-hpc-client: {entry.Reason}\n")], cancellationToken);
                await site.SetJobStateAsync(
                    entry.JobId,
                    entry.Succeeded == true ? JobState.Complete : JobState.Failed,
                    entry.Succeeded == true ? null : "hpc_failure",
                    cancellationToken);
            }

            var word = job.State.IsFinal() ? $"the site has it as {job.State.Word()}" : "the site was told";
            ledger.Write(entry with { State = LedgerState.Reported, Succeeded = job.State.IsFinal() ? job.State == JobState.Complete : entry.Succeeded }, word);
            log.LogInformation("Job {JobId} ({Gear}) is over: {Reason}", entry.JobId, entry.Gear, entry.Reason);
        }
        catch (SiteException e) when (e.Fault is SiteFault.NotFound)
        {
            ledger.Write(entry with { State = LedgerState.Reported }, "the site no longer has the job", e.Message);
        }
        catch (SiteException e)
        {
            log.LogWarning("The end of job {JobId} could not be told to the site and will be told again: {Reason}", entry.JobId, e.Message);
        }
    }
}
