using System.Runtime.CompilerServices;
using HpcClient.Commands.Cast;
using HpcClient.Commands.Config;
using HpcClient.Commands.Doctor.Checks;
using HpcClient.Commands.Doctor.Masking;
using HpcClient.Engine.Configuration;
using HpcClient.Flywheel;
using HpcClient.Flywheel.Access;
using HpcClient.Output;
using HpcClient.Scheduling;
using HpcClient.Settings.Cast;
using HpcClient.Settings.Credentials;

namespace HpcClient.Commands.Doctor;

/// <summary>All checks in the order in which one rests on another.</summary>
/// <param name="options">What was asked.</param>
/// <param name="time">Clock.</param>
internal sealed class Checkup(DoctorOptions options, TimeProvider time)
{
    /// <summary>The secrets that the settings hold; none before they were read.</summary>
    public KnownSecrets Secrets { get; private set; } = KnownSecrets.None;

    /// <summary>Checks one thing after the other. No finding holds a secret, whoever's words it quotes.</summary>
    public async IAsyncEnumerable<Finding> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var read = await SettingsReview.OfAsync(options.Folder, cancellationToken);
        Secrets = KnownSecrets.Of(read, options.Folder);
        await foreach (var finding in CheckAsync(read, cancellationToken))
        {
            yield return Secrets.Mask(finding);
        }
    }

    private async IAsyncEnumerable<Finding> CheckAsync(SettingsReview read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var folder = options.Folder;
        yield return SettingsCheck.Of(read, folder);
        foreach (var finding in FolderChecks.Run(folder))
        {
            yield return finding;
        }

        yield return EngineLinkCheck.Run(folder);
        if (read.Settings is not { } settings)
        {
            foreach (var finding in Skipped(["certificate", "login", "jobs of the site", "scheduler", "node"]))
            {
                yield return finding;
            }

            yield break;
        }

        if (read.Access is { } access)
        {
            await foreach (var finding in SiteAsync(access, settings, cancellationToken))
            {
                yield return finding;
            }
        }
        else
        {
            foreach (var finding in Skipped(["certificate", "login", "jobs of the site"]))
            {
                yield return finding;
            }
        }

        // Who waits for the secret still learns whether the scheduler is right.
        var scheduler = SchedulerRegistry.Create(settings.Cluster, SchedulerPlace.Of(folder, settings, time, new CollectedLog()));
        await foreach (var finding in new SchedulerChecks(scheduler, settings, time).RunAsync(cancellationToken))
        {
            yield return finding;
        }

        yield return await RuntimeCheck.RunAsync(settings.Cluster, cancellationToken);
        foreach (var finding in RoomChecks.Run(folder, settings, read.Credentials?.Environment ?? EnvironmentValues.Empty))
        {
            yield return finding;
        }

        if (read is not { Credentials: { } credentials, Access: not null })
        {
            yield return Skipped(["node"])[0];
            yield break;
        }

        await foreach (var finding in EngineAsync(new(settings, read.Access), credentials, scheduler, cancellationToken))
        {
            yield return finding;
        }
    }

    private static Finding[] Skipped(string[] names) => [.. names.Select(name => Finding.Skipped(name, "The settings come first: correct them, then run this again."))];

    private async IAsyncEnumerable<Finding> SiteAsync(SiteAccess access, CastSettings settings, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var site = new SiteClient(access, new() { MaxAttempts = 1 }, time);
        await foreach (var finding in new SiteChecks(site, settings, time).RunAsync(cancellationToken))
        {
            yield return finding;
        }
    }

    private async IAsyncEnumerable<Finding> EngineAsync(Installed installed, CredentialsResult credentials, IScheduler scheduler, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var faults = EngineSettings.FromVariables(
            new Dictionary<string, string>(credentials.Environment, StringComparer.Ordinal) { [EngineSettings.SecretVariable] = credentials.Credentials!.RevealSecret() }, options.Folder, out var engine);
        if (engine is null)
        {
            yield return Finding.Failed("engine's variables", "read what credentials.sh and the environment tell the engine", string.Join(' ', faults), "Correct them in credentials.sh, or in cast.yml where a key says the same.");
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
