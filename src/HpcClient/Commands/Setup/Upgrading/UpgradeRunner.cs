using HpcClient.Commands.Config;
using HpcClient.Commands.Doctor.Masking;
using HpcClient.Output;
using HpcClient.Settings.Folder;
using HpcClient.Settings.Setup;
using HpcClient.Settings.Upgrading;
using Microsoft.Extensions.Logging;

namespace HpcClient.Commands.Setup.Upgrading;

/// <summary><c>setup --upgrade</c>: shows what would change, asks, keeps a copy, changes it.</summary>
/// <param name="request">What was asked.</param>
/// <param name="time">Clock.</param>
internal sealed class UpgradeRunner(SetupRequest request, TimeProvider time)
{
    private readonly WorkFolder _folder = request.Folder;

    /// <summary>Does it.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(_folder.CastFile))
        {
            return Failure.Say($"'{_folder.Root}' has no settings/cast.yml, so there is nothing to upgrade. Name the right folder with --folder, or make a new one with 'fw-hpc-client setup'.", ExitCodes.Settings);
        }

        try
        {
            var plan = new FolderUpgrade(_folder, Environment.ProcessPath!).Plan();
            Show(plan);
            if (plan.IsEmpty && !request.ReplaceEngine)
            {
                Console.WriteLine($"The folder {_folder.Root} is up to date.");
                return await FaultsAsync(cancellationToken);
            }

            if (Confirmation.Ask("Change this?", request.Yes, cancellationToken) is { } refused)
            {
                return refused;
            }

            if (plan.Changes.Count > 0)
            {
                Console.WriteLine($"kept  the settings as they were, in {SettingsCopy.Keep(_folder, time)}");
                FolderUpgrade.Apply(plan);
            }

            foreach (var change in plan.Changes)
            {
                Console.WriteLine($"changed  {change.Path}");
            }

            var made = FolderSetup.Make(_folder, new() { Executable = Environment.ProcessPath!, ReplaceEngine = request.ReplaceEngine });
            foreach (var path in made.Made)
            {
                Console.WriteLine($"made  {path}");
            }

            return made.Fault is { } fault ? Failure.Say(fault, ExitCodes.Folder) : await FaultsAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Failure.Say($"The folder '{_folder.Root}' cannot be upgraded: {e.Message.TrimEnd('.')}. Run it as the folder's owner.", ExitCodes.Folder);
        }
    }

    private void Show(UpgradePlan plan)
    {
        foreach (var change in plan.Changes)
        {
            Console.WriteLine($"to change  {change.Path}: {string.Join("; ", change.Why)}");
            var isSecret = change.Path == _folder.CredentialsFile;

            // Around what is added to the secrets' file nothing is shown: a secret may stand in any form, over several lines.
            foreach (var line in UnifiedDiff.Lines(change.Before, change.After, Path.GetRelativePath(_folder.Root, change.Path), isSecret ? 0 : 3))
            {
                Console.WriteLine(OneLine.Of(SecretWords.Mask(line)));
            }
        }

        foreach (var path in plan.Missing)
        {
            Console.WriteLine($"to make    {path}");
        }

        foreach (var note in plan.Notes)
        {
            Console.WriteLine($"note       {note}");
        }
    }

    // What an older version, or the Python client, let pass may be a fault now.
    private async Task<int> FaultsAsync(CancellationToken cancellationToken)
    {
        await using var progress = Progress.Of("reading the settings", time);
        var faults = (await SettingsReview.OfAsync(_folder, cancellationToken)).Lines.Where(line => line.Level >= LogLevel.Error).ToList();
        foreach (var fault in faults)
        {
            Console.WriteLine($"fault      {fault.Message}");
        }

        return faults.Count == 0 ? ExitCodes.Success : Failure.Say("A person has to mend these faults; until then no job is taken, or jobs fail.", ExitCodes.Settings);
    }
}
