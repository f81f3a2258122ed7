using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using HpcClient.Commands.Shapes;
using HpcClient.Output;

namespace HpcClient.Commands.Help;

/// <summary><c>--help</c> of every command.</summary>
/// <param name="root">The command tree.</param>
internal sealed class HelpAction(RootCommand root) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <summary>Lets <c>--help</c> of <paramref name="root"/> and all below it say it.</summary>
    public static void Set(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpAction(root);
        help.Description = "Show this help.";
    }

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var path = CommandPath.Of(parseResult.CommandResult);
        if (CommandShape.Of(root).All().FirstOrDefault(command => command.Path.SequenceEqual(path)) is { } shape)
        {
            foreach (var line in HelpPage.Lines(shape, Screen.TextWidth))
            {
                Console.WriteLine(line);
            }
        }

        return ExitCodes.Success;
    }
}
