using System.CommandLine;
using HpcClient.Commands.Cast;
using HpcClient.Output;
using HpcClient.Settings.Cast;
using HpcClient.Settings.Explaining;
using Microsoft.Extensions.Logging;

namespace HpcClient.Commands.Config;

/// <summary><c>config show</c>: the settings in force.</summary>
internal static class ConfigShowCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Option<string> folder)
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON object: each key with its value, as YAML text, and the line of cast.yml that gives it." };
        var command = new Command("show", "Prints the settings in force as a cast.yml, defaults included, and the site's address. Never the secret.") { folder, json };
        command.SetAction(async (parse, cancellation) =>
        {
            await using var progress = Progress.Of("reading the settings", TimeProvider.System);
            var log = new StandardErrorLogger(TimeProvider.System, LogLevel.Warning);
            var work = FolderOption.Read(parse, folder);
            var reader = new InstallationReader(work, log);
            if (reader.ReadSettings() is not { } settings)
            {
                return ExitCodes.Settings;
            }

            var credentials = await reader.ReadCredentialsAsync(cancellation);
            if (parse.GetValue(json))
            {
                WriteJson(CastSettingsReader.Read(work.CastFile));
            }
            else
            {
                Console.Write(ShowConfig.Text(settings, credentials?.Credentials));
            }

            return credentials is null ? ExitCodes.Settings : ExitCodes.Success;
        });
        return command;
    }

    private static void WriteJson(CastSettingsResult read) => JsonOutput.Write(json =>
    {
        json.WriteStartObject();
        foreach (var key in KeyStories.All(read))
        {
            json.WriteStartObject(key.Name);
            json.WriteString("value", key.Value);
            if (key.Line is { } line)
            {
                json.WriteNumber("line", line);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    });
}
