using System.Runtime.CompilerServices;
using HpcClient.Commands.Cast;
using HpcClient.Commands.Config;
using HpcClient.Commands.Doctor.Checks;
using HpcClient.Engine.Configuration;
using HpcClient.Flywheel;
using HpcClient.Output;
using HpcClient.Scheduling;

namespace HpcClient.Commands.Doctor;

/// <summary>All checks in the order in which one rests on another.</summary>
/// <param name="options">What was asked.</param>
/// <param name="time">Clock.</param>
internal sealed class Checkup(DoctorOptions options, TimeProvider time)
{
    /// <summary>Checks one thing after the other.</summary>
    public async IAsyncEnumerable<Finding> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var folder = options.Folder;
        var read = await SettingsReview.OfAsync(folder, cancellationToken);
        yield return SettingsCheck.Of(read, folder);
        foreach (var finding in FolderChecks.Run(folder))
        {
            yield return finding;
        }

        yield return EngineLinkCheck.Run(folder);
        if (read is not { Settings: { } settings, Credentials: { } credentials, Access: { } access })
        {
            foreach (var name in (string[])["certificate", "login", "jobs of the site", "scheduler", "node"])
            {
                yield return Finding.Skipped(name, "The settings come first: correct them, then run this again.");
            }

            yield break;
        }

        var installed = new Installed(settings, access);
        using var site = new SiteClient(access, new() { MaxAttempts = 1 }, time);
        await foreach (var finding in new SiteChecks(site, settings, time).RunAsync(cancellationToken))
        {
            yield return finding;
        }

        var scheduler = SchedulerRegistry.Create(settings.Cluster, SchedulerPlace.Of(folder, settings, time, new CollectedLog()));
        await foreach (var finding in new SchedulerChecks(scheduler, settings, time).RunAsync(cancellationToken))
        {
            yield return finding;
        }

        yield return await RuntimeCheck.RunAsync(settings.Cluster, cancellationToken);
        foreach (var finding in RoomChecks.Run(folder, settings, credentials.Environment))
        {
            yield return finding;
        }

        var faults = EngineSettings.FromVariables(
            new Dictionary<string, string>(credentials.Environment, StringComparer.Ordinal) { [EngineSettings.SecretVariable] = credentials.Credentials!.RevealSecret() }, folder, out var engine);
        if (engine is null)
        {
            yield return Finding.Failed("engine's variables", "read what credentials.sh and the environment tell the engine", string.Join(' ', faults));
        }
        else
        {
            await foreach (var finding in new ImageChecks(engine, time).RunAsync(cancellationToken))
            {
                yield return finding;
            }
        }

        if (options.Deep)
        {
            await foreach (var finding in new NodeProbes(options, installed, scheduler, time).RunAsync(cancellationToken))
            {
                yield return finding;
            }
        }
    }
}
