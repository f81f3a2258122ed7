using System.Globalization;
using HpcClient.Engine.Ending;
using HpcClient.Engine.Running;
using HpcClient.Engine.Usage;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Jobs;
using HpcClient.Settings.Records;

namespace HpcClient.Engine.Outputs;

/// <summary>
/// Brings outputs to a site of 2018, where the upload itself ends the job as its ticket says: so everything that is to stand
/// in the log goes there before it. The job of an analysis is not ended by its upload; its state is set afterwards.
/// </summary>
internal sealed class EndingUpload(JobRun run, SiteReport report)
{
    private const string Analysis = "analysis";

    // Such a site answers 500 to many a request that it will never take, such as one for a container that is gone.
    private static readonly TimeSpan PatienceWithFaults = TimeSpan.FromMinutes(1);

    /// <summary>Uploads <paramref name="outputs"/>.</summary>
    /// <param name="outputs">What the gear left.</param>
    /// <param name="verdict">How the run ended.</param>
    /// <param name="cancellationToken">The job is to stop.</param>
    /// <returns>The verdict with what became of the files.</returns>
    /// <exception cref="EngineFault">The site did not take them; the sentence names where they are kept.</exception>
    public async Task<JobVerdict> UploadAsync(OutputSet outputs, JobVerdict verdict, CancellationToken cancellationToken)
    {
        var destination = run.Job.Destination ?? run.Job.Config?.Destination ?? throw new EngineFault("The job names no destination for its outputs.");
        if (destination.Type != Analysis && outputs.Metadata is not null)
        {
            outputs = outputs with { Metadata = Metadata2018.Fit(outputs.Metadata, run.Log.Say) };
        }

        if (outputs.Files.Count == 0 && outputs.Metadata is null)
        {
            return WithFiles(verdict, "It left no files to upload.");
        }

        var success = verdict.Outcome == EndOutcome.Complete;
        try
        {
            if (destination.Type == Analysis)
            {
                run.Outputs = await SendAsync(outputs, null, destination, cancellationToken);
                return WithFiles(verdict, Files(outputs.Files.Count, "was uploaded", "were uploaded"));
            }

            verdict = WithFiles(verdict, Files(outputs.Files.Count, "is uploaded now, and with it the job ends", "are uploaded now, and with them the job ends"));
            run.Log.Say(verdict.Sentence);
            run.Log.Say(UsageSentence.Of(run.Meter.Read(), run.Ends.Attempt));
            await run.FlushLogAsync(cancellationToken);
            run.Stop.ExpectedEnd = success ? JobState.Complete : JobState.Failed;
            var ticket = await report.PatientlyAsync(
                () => run.Site.PrepareCompleteAsync(run.Job.Id, new CompletionNote(success, run.Gear), cancellationToken), run.Settings.Limits.ReportPatience, cancellationToken);
            run.Outputs = await SendAsync(outputs, ticket, destination, cancellationToken);
            run.IsEndedOnSite = true;
            return verdict;
        }
        catch (Exception e) when (e is SiteException && !run.Stop.Token.IsCancellationRequested)
        {
            run.Stop.ExpectedEnd = null;
            throw new EngineFault($"The outputs could not be uploaded: {e.Message.TrimEnd('.')}. {KeptOutputs.Keep(run, outputs)}");
        }
    }

    private Task<IReadOnlyList<string>> SendAsync(OutputSet outputs, string? ticket, ContainerReference destination, CancellationToken cancellationToken) =>
        report.PatientlyAsync(() => OnceAsync(outputs, ticket, destination, cancellationToken), run.Settings.Limits.ReportPatience, PatienceWithFaults, cancellationToken);

    private async Task<IReadOnlyList<string>> OnceAsync(OutputSet outputs, string? ticket, ContainerReference destination, CancellationToken cancellationToken)
    {
        string[] ours = [.. outputs.Files.Select(file => file.Name)];
        try
        {
            var stored = await run.Site.UploadOutputsAsync(run.Job.Id, ticket, destination, outputs.Files, outputs.Metadata, cancellationToken);
            var names = stored.Select(file => file.Name).OfType<string>().ToArray();
            return names.Length > 0 ? names : ours;
        }
        catch (SiteException e) when (ticket is not null && !e.NeverSent)
        {
            // An earlier try may have been carried out although its answer was lost; then the job is over as we said.
            var job = await run.Site.GetJobAsync(run.Job.Id, cancellationToken);
            if (job.State == run.Stop.ExpectedEnd)
            {
                return ours;
            }

            if (job.State.IsFinal())
            {
                run.Stop.Stop(new(EndedBy.Site, $"The site has set this job to '{job.StateWord}' at its end."));
            }

            throw;
        }
    }

    private static JobVerdict WithFiles(JobVerdict verdict, string files) => verdict with { Sentence = $"{verdict.Sentence} {files}" };

    private static string Files(int count, string one, string many) => count switch
    {
        0 => $"Its metadata {one}.",
        1 => $"One file {one}.",
        _ => string.Create(CultureInfo.InvariantCulture, $"{count} files {many}."),
    };
}
