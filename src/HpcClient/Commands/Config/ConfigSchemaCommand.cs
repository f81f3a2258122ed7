using System.CommandLine;
using HpcClient.Settings.Explaining;

namespace HpcClient.Commands.Config;

/// <summary><c>config schema</c>: for editors.</summary>
internal static class ConfigSchemaCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("schema", "Prints the JSON schema of cast.yml, by which editors complete and check it.");
        command.SetAction(_ => Console.Write(SettingsSchema.Text()));
        return command;
    }
}
