using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Jobs;

namespace HpcClient.Engine.Running;

/// <summary>Tells the site what runs the job; a site that does not want to know does not stop the job.</summary>
internal static class ProfileReport
{
    /// <summary>Tells it.</summary>
    public static async Task SendAsync(JobRun run, CancellationToken cancellationToken)
    {
        var resources = run.Settings.Resources;
        try
        {
            await run.Site.SetProfileAsync(run.Job.Id, new JobProfile
            {
                Versions = new Dictionary<string, string>
                {
                    ["engine"] = typeof(ProfileReport).Assembly.GetName().Version?.ToString(3) is { } version ? $"fw-hpc-client {version}" : "fw-hpc-client",
                },
                Executor = new()
                {
                    Name = run.Settings.Scheduler?.ToString() ?? "by hand",
                    Host = Environment.MachineName,
                    CpuCores = resources.Cpus,
                    MemoryBytes = run.Meter.MemoryLimit,
                    Gpu = resources.Gpu is not null,
                },
            }, cancellationToken);
        }
        catch (Exception e) when (e is SiteException or OperationCanceledException)
        {
            // For information only.
        }
    }
}
