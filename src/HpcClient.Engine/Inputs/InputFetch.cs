using HpcClient.Engine.Configuration;
using HpcClient.Engine.Logs;
using HpcClient.Engine.Running;
using HpcClient.Flywheel.Errors;

namespace HpcClient.Engine.Inputs;

/// <summary>Fetches a job's input files, several at once.</summary>
internal sealed class InputFetch(IGearSource source, EngineLimits limits, JobLog log)
{
    /// <summary>Fetches <paramref name="files"/> to <c>FOLDER/KEY/NAME</c>.</summary>
    public async Task FetchAsync(IReadOnlyList<InputFile> files, string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var options = new ParallelOptions { MaxDegreeOfParallelism = limits.ParallelDownloads, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(files, options, async (file, token) =>
        {
            var target = Directory.CreateDirectory(Path.Combine(folder, file.Key)).FullName;
            try
            {
                await source.FetchInputAsync(file, Path.Combine(target, file.Name), token);
            }
            catch (SiteException e)
            {
                throw new EngineFault($"The input '{file.Key}' ({file.Name}) could not be fetched: {e.Message}");
            }
        });
        if (files.Count > 0)
        {
            log.Say($"Fetched {files.Count} input file{(files.Count == 1 ? "" : "s")}.");
        }
    }
}
