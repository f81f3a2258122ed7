using System.Text.Json.Nodes;
using HpcClient.Engine.Ending;
using HpcClient.Engine.Running;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Files;

namespace HpcClient.Engine.Outputs;

/// <summary>Brings a gear's outputs to the site; what surely cannot be brought is kept.</summary>
internal sealed class OutputUpload(JobRun run, SiteReport report)
{
    /// <summary>Uploads <paramref name="outputs"/>.</summary>
    /// <exception cref="EngineFault">The site did not take them; the sentence names where they are kept.</exception>
    public async Task<UploadResult> UploadAsync(OutputSet outputs, CancellationToken cancellationToken)
    {
        try
        {
            var patience = run.Settings.Limits.ReportPatience;
            var ticket = await report.PatientlyAsync(() => run.Site.PrepareCompleteAsync(run.Job.Id, cancellationToken), patience, cancellationToken);
            if (outputs.Files.Count == 0 && outputs.Metadata is null)
            {
                return new(ticket, [], null);
            }

            var destination = run.Job.Destination ?? run.Job.Config?.Destination
                ?? throw new EngineFault("The job names no destination for its outputs.");
            Task<IReadOnlyList<FileRecord>> SendAsync(JsonObject? metadata) => report.PatientlyAsync(
                () => run.Site.UploadOutputsAsync(run.Job.Id, ticket, destination, outputs.Files, metadata, cancellationToken), patience, cancellationToken);
            try
            {
                return new(ticket, Names(await SendAsync(outputs.Metadata), outputs), null);
            }
            catch (SiteException e) when (outputs.Metadata is not null && e.Fault is SiteFault.Refused or SiteFault.Invalid)
            {
                // The files must not be lost over what is said of them.
                var names = outputs.Files.Count == 0 ? [] : Names(await SendAsync(null), outputs);
                return new(ticket, names, $"The site refused the gear's .metadata.json: {e.Message.TrimEnd('.')}. Its output files are stored, its metadata is not.");
            }
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
