using System.CommandLine;
using HpcClient.Settings.Folder;

namespace HpcClient.Commands.Cast;

/// <summary>The option <c>--folder</c> of all commands that work on an installation.</summary>
internal static class FolderOption
{
    /// <summary>Environment variable that stands in for the option.</summary>
    public const string Variable = "FW_HPC_FOLDER";

    /// <summary>Makes the option.</summary>
    public static Option<string> Create() => new("--folder", "-f")
    {
        Description = $"The folder with settings/ and logs/. Default: ${Variable}, else the present folder, else the one above it where that has the settings.",
        HelpName = "FOLDER",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? folder : Present(Environment.CurrentDirectory),
    };

    /// <summary>The folder meant by a call without the option: start scripts of version 1 change to <c>code/</c> below it first.</summary>
    public static string Present(string current) =>
        !File.Exists(new WorkFolder(current).CastFile) && Path.GetDirectoryName(current) is { } above && File.Exists(new WorkFolder(above).CastFile) ? above : current;

    /// <summary>The folder that was asked for.</summary>
    public static WorkFolder Read(ParseResult parse, Option<string> option) => new(parse.GetRequiredValue(option));
}
