using HpcClient.Commands.Config;
using HpcClient.Settings.Folder;
using Microsoft.Extensions.Logging;

namespace HpcClient.Commands.Doctor.Checks;

/// <summary>cast.yml, its templates, credentials.sh.</summary>
internal static class SettingsCheck
{
    private const string Name = "settings";

    public static Finding Of(SettingsReview read, WorkFolder folder)
    {
        var tried = $"read {folder.CastFile}, its templates and {folder.CredentialsFile}";
        var lines = read.Lines;
        var faults = lines.Where(line => line.Level >= LogLevel.Error).Select(line => line.Message).ToList();
        return faults.Count > 0
            ? Finding.Failed(Name, tried, string.Join(' ', faults), $"Correct them; one a line: fw-hpc-client config check --folder {folder.Root}")
            : lines.Count > 0
                ? Finding.Warning(Name, tried, string.Join(' ', lines.Select(line => line.Message)), $"One a line: fw-hpc-client config check --folder {folder.Root}")
                : Finding.Ok(Name, tried, "They can be used.");
    }
}
