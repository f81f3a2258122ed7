using System.CommandLine;
using HpcClient.Commands.About;
using HpcClient.Commands.Shapes;

namespace HpcClient.Commands.Docs;

/// <summary><c>docs man|commands</c>: prints what packages and manual have from the command tree. For the build, not for people.</summary>
internal static class DocsCommand
{
    /// <summary>The hidden command.</summary>
    /// <param name="root">The tree that is told; read when the command runs, so that it is whole by then.</param>
    public static Command Create(RootCommand root)
    {
        var command = new Command("docs", "Prints pages that are written from the command tree.") { Hidden = true };
        command.Add(Page("man", "Prints the man page.", tree => ManPage.Lines(tree, BuildIdentity.Own.Version, BuildIdentity.Own.Time?[..10] ?? "")));
        command.Add(Page("commands", "Prints the manual's page of all commands and options.", CommandsPage.Lines));
        return command;

        Command Page(string name, string description, Func<CommandShape, IEnumerable<string>> lines)
        {
            var page = new Command(name, description);
            page.SetAction(_ =>
            {
                foreach (var line in lines(CommandShape.Of(root)))
                {
                    Console.Write($"{line}\n");
                }

                return ExitCodes.Success;
            });
            return page;
        }
    }
}
