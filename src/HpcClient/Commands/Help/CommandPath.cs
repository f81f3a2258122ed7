using System.CommandLine;
using System.CommandLine.Parsing;

namespace HpcClient.Commands.Help;

/// <summary>The words that lead to a command.</summary>
internal static class CommandPath
{
    /// <summary>Those of the command that was parsed; empty for the program itself.</summary>
    public static IReadOnlyList<string> Of(CommandResult result)
    {
        var words = new List<string>();
        for (SymbolResult? at = result; at is CommandResult { Command: not RootCommand } command; at = command.Parent)
        {
            words.Insert(0, command.Command.Name);
        }

        return words;
    }
}
