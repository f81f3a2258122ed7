using System.CommandLine;

namespace HpcClient.Commands.Config;

/// <summary><c>config</c>: what the settings are, mean, and what is wrong with them.</summary>
internal static class ConfigCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Option<string> folder) => new("config", "Checks, shows and explains the settings of a folder. Changes nothing.")
    {
        ConfigCheckCommand.Create(folder),
        ConfigShowCommand.Create(folder),
        ConfigExplainCommand.Create(folder),
        ConfigSchemaCommand.Create(),
    };
}
