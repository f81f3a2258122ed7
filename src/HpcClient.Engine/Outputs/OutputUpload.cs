using HpcClient.Engine.Ending;
using HpcClient.Engine.Running;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Files;

namespace HpcClient.Engine.Outputs;

/// <summary>Brings a gear's outputs to the site; what surely cannot be brought is kept.</summary>
internal sealed class OutputUpload(JobRun run, SiteReport report)
{
    /// <summary>Uploads <paramref name="outputs"/>.</summary>
    /// <returns>The completion ticket and the names that the site took.</returns>
    /// <exception cref="EngineFault">The site did not take them; the sentence names where they are kept.</exception>
    public async Task<(string Ticket, IReadOnlyList<string> Names)> UploadAsync(OutputSet outputs, CancellationToken cancellationToken)
    {
        try
        {
            var patience = run.Settings.Limits.ReportPatience;
            var ticket = await report.PatientlyAsync(() => run.Site.PrepareCompleteAsync(run.Job.Id, cancellationToken), patience, cancellationToken);
            if (outputs.Files.Count == 0 && outputs.Metadata is null)
            {
                return (ticket, []);
            }

            var destination = run.Job.Destination ?? run.Job.Config?.Destination
                ?? throw new EngineFault("The job names no destination for its outputs.");
            var stored = await report.PatientlyAsync(
                () => run.Site.UploadOutputsAsync(run.Job.Id, ticket, destination, outputs.Files, outputs.Metadata, cancellationToken), patience, cancellationToken);
            return (ticket, Names(stored, outputs));
        }
        catch (Exception e) when (e is SiteException or EngineFault && !run.Stop.Token.IsCancellationRequested)
        {
            throw new EngineFault($"The outputs could not be uploaded: {e.Message.TrimEnd('.')}. {KeptOutputs.Keep(run, outputs)}");
        }
    }

    private static string[] Names(IReadOnlyList<FileRecord> stored, OutputSet outputs)
    {
        var names = stored.Select(file => file.Name).OfType<string>().ToArray();
        return names.Length > 0 ? names : [.. outputs.Files.Select(file => file.Name)];
    }
}
