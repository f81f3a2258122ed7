using System.Globalization;
using System.Runtime.CompilerServices;
using HpcClient.Commands.Cast;
using HpcClient.Engine.NodeChecks;
using HpcClient.Scheduling;
using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Submission;
using HpcClient.Settings.Records;

namespace HpcClient.Commands.Doctor.Checks;

/// <summary>
/// Sends a probe through the scheduler, one for each partition that jobs may ask for: the same script and command as those of
/// jobs, whose engine then looks round on the node instead of running a gear.
/// </summary>
/// <param name="options">What was asked.</param>
/// <param name="installed">The settings.</param>
/// <param name="scheduler">The scheduler.</param>
/// <param name="time">Clock.</param>
internal sealed class NodeProbes(DoctorOptions options, Installed installed, IScheduler scheduler, TimeProvider time)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    private const double MostSkewSeconds = 60;

    // Shared file systems may show a file of another node late.
    private static readonly TimeSpan ReportDelay = TimeSpan.FromSeconds(15);

    public async IAsyncEnumerable<Finding> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (installed.Settings.DryRun || installed.Settings.Cluster == "base")
        {
            yield return Finding.Skipped("node", installed.Settings.DryRun ? "With dry_run nothing is submitted." : "The cluster 'base' runs nothing.");
            yield break;
        }

        IReadOnlyList<string?> partitions = installed.Settings.Resources.AllowedPartitions is { Count: > 0 } allowed ? [.. allowed] : [(string?)null];
        foreach (var partition in partitions)
        {
            await foreach (var finding in ProbeAsync(partition, cancellationToken))
            {
                yield return finding;
            }
        }
    }

    private async IAsyncEnumerable<Finding> ProbeAsync(string? partition, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var at = partition is null ? "" : $" ({partition})";
        var name = $"job through the scheduler{at}";
        var (probe, fault) = NodeProbe.Make(options.Folder, installed.Settings, partition);
        if (probe is null)
        {
            yield return Finding.Failed(name, "made the script of a tiny job", fault!, "A job of this kind would be refused for the same reason. Correct it in cast.yml.");
            yield break;
        }

        var tried = $"submitted a tiny job with the script and command of every job, and waited for its engine ({string.Join(' ', probe.Intent.Command)})";
        try
        {
            probe.Write(options.Image);
            var (report, trouble) = await SendAsync(probe, cancellationToken);
            if (report is null)
            {
                yield return Finding.Failed(name, tried, trouble!, $"Jobs would fare the same{(partition is null ? "" : ": mend it, or take this partition out of allowed_partitions")}. The script and command are shown by: fw-hpc-client template render {options.Folder.CastFile}");
                yield break;
            }

            yield return Finding.Ok(name, tried, $"{report.SchedulerJob ?? "It"} ran on {report.Host} as {report.User}, with {Given(report)}.");
            foreach (var finding in OnNode(report, at))
            {
                yield return finding;
            }
        }
        finally
        {
            probe.Remove();
        }
    }

    private async Task<(NodeReport? Report, string? Trouble)> SendAsync(NodeProbe probe, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow();
        switch ((await scheduler.SubmitAsync([probe.Intent], cancellationToken))[0])
        {
            case SubmissionResult.Refused refused:
                return (null, refused.Reason);
            case SubmissionResult.Ambiguous ambiguous:
                await TakeBackAsync(probe, since, cancellationToken);
                return (null, $"{ambiguous.Reason} Should one of the name {probe.Intent.JobName} be there, cancel it.");
            case SubmissionResult.Accepted accepted:
                return await WaitAsync(probe, accepted.SchedulerJobId, since, cancellationToken);
            default:
                throw new InvalidOperationException("An outcome of submission that nobody handles.");
        }
    }

    // A probe that may be queued without our knowing its number is looked up once: its script goes, and it must not stay.
    private async Task TakeBackAsync(NodeProbe probe, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var seen = await scheduler.ObserveAsync(new() { JobNames = [probe.Intent.JobName], Since = since.AddMinutes(-1) }, cancellationToken);
        foreach (var job in seen.Observations.Where(job => job.JobName == probe.Intent.JobName && job.Phase != SchedulerPhase.Ended))
        {
            await scheduler.CancelAsync(job.SchedulerJobId, cancellationToken);
        }
    }

    private async Task<(NodeReport? Report, string? Trouble)> WaitAsync(NodeProbe probe, string schedulerJob, DateTimeOffset since, CancellationToken cancellationToken)
    {
        DateTimeOffset? over = null;
        Observation? last = null;
        var query = new ObservationQuery { SchedulerJobIds = [schedulerJob], Since = since.AddMinutes(-1) };
        try
        {
            while (true)
            {
                if (probe.Report() is { } report)
                {
                    return (report, null);
                }

                var now = time.GetUtcNow();
                var snapshot = await scheduler.ObserveAsync(query, cancellationToken);
                last = snapshot.Observations.FirstOrDefault(seen => seen.SchedulerJobId == schedulerJob) ?? last;
                over = last?.Phase == SchedulerPhase.Ended ? over ?? now : null;
                if (over is not null && now - over > ReportDelay)
                {
                    return (null, $"Job {schedulerJob} ended as {last!.RawState} on {last.Node ?? "an unknown node"} without a word of its engine. {probe.QueueLogWords()}");
                }

                if (now - since > options.Wait)
                {
                    await scheduler.CancelAsync(schedulerJob, cancellationToken);
                    var seconds = options.Wait.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
                    return (null, $"Job {schedulerJob} was not through after {seconds} s and was cancelled; the scheduler said: {last?.WaitsFor ?? last?.RawState ?? "nothing"}. Wait longer with --wait, or ask the cluster's users' page about this partition.");
                }

                await Task.Delay(PollInterval, time, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            await scheduler.CancelAsync(schedulerJob, CancellationToken.None);
            throw;
        }
    }

    private static IEnumerable<Finding> OnNode(NodeReport report, string at)
    {
        if (report.Faults.Count > 0)
        {
            yield return Finding.Failed($"engine on the node{at}", "read the engine's variables on the node", string.Join(' ', report.Faults));
            yield break;
        }

        var here = $"on {report.Host}";
        yield return report.Runtimes.Any(RuntimeLook.Works)
            ? Finding.Ok($"container runtime on the node{at}", $"looked for it {here}", $"{string.Join("; ", report.Runtimes)}.")
            : Finding.Failed($"container runtime on the node{at}", $"looked for it {here}", report.Runtimes.Count > 0 ? $"None that works: {string.Join("; ", report.Runtimes)}." : "There is none on PATH.", "Install Apptainer on the nodes, or load its module in the script (key 'script') or in credentials.sh.");
        yield return report.SiteFault is { } fault
            ? Finding.Failed($"site from the node{at}", $"logged in to the site {here}", fault, "The nodes must reach the site: ask the cluster's network administrators, or set HTTPS_PROXY in credentials.sh.")
            : Finding.Ok($"site from the node{at}", $"logged in to the site {here}", "It accepts us.");
        if (report.ClockOffsetSeconds is { } offset && Math.Abs(offset) > MostSkewSeconds)
        {
            yield return Finding.Warning($"clock of the node{at}", $"compared it with that of the site {here}", $"It is {SkewText.Of(TimeSpan.FromSeconds(offset))} {(offset > 0 ? "behind" : "ahead of")} the site.", "Let the node's clock be set by NTP.");
        }

        if (report.Image is { } image)
        {
            yield return report.ImageFault is { } why
                ? Finding.Failed($"image pull on the node{at}", $"fetched {image} {here}, as a job would", why, "docs/images.md says how nodes come by images: registries.yml, image_map, or nodes without internet.")
                : Finding.Ok($"image pull on the node{at}", $"fetched {image} {here}, as a job would", $"It is ready for {report.ImageRuntime}.");
        }
        else
        {
            yield return Finding.Skipped($"image pull on the node{at}", "No image was named. Name a small one with --image, such as --image docker://registry.example.org/gear:1.0");
        }

        if (report.Scratch is { } scratch)
        {
            yield return RoomChecks.Of($"scratch on the node{at}", $"wrote a file {here}", scratch, "ENGINE_TEMP_DIR");
        }

        if (report.Cache is { } cache)
        {
            yield return RoomChecks.Of($"images on the node{at}", $"wrote a file {here}", cache, "ENGINE_CACHE_DIR");
        }
    }

    private static string Given(NodeReport report)
    {
        var parts = new List<string> { report.Cpus == 1 ? "1 CPU" : $"{report.Cpus.ToString(CultureInfo.InvariantCulture)} CPUs" };
        if (report.MemoryBytes is { } bytes)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 30):0.#} GiB"));
        }

        if (report.Gpus is { } gpus)
        {
            parts.Add(gpus == 1 ? "1 GPU" : $"{gpus.ToString(CultureInfo.InvariantCulture)} GPUs");
        }

        return string.Join(", ", parts);
    }
}
