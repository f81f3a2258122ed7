using System.CommandLine;
using HpcClient.Commands.About;
using HpcClient.Commands.Shapes;
using HpcClient.Settings.Explaining;

namespace HpcClient.Commands.Docs;

/// <summary><c>docs man|commands|settings|tags|exit-codes|templates|update</c>: what packages and manual have from the code. For the build, not for people.</summary>
internal static class DocsCommand
{
    private const string SchemaPlace = "docs/reference/cast.schema.json";

    /// <summary>The hidden command.</summary>
    /// <param name="root">The tree that is told; read when the command runs, so that it is whole by then.</param>
    public static Command Create(RootCommand root)
    {
        var command = new Command("docs", "Prints pages that are written from the code.") { Hidden = true };
        command.Add(Page("man", "Prints the man page.", () => ManPage.Lines(CommandShape.Of(root), BuildIdentity.Own.Version, BuildIdentity.Own.Time?[..10] ?? "")));
        command.Add(Page("commands", "Prints the manual's page of all commands and options.", () => CommandsPage.Lines(CommandShape.Of(root))));
        foreach (var part in PagePart.All)
        {
            command.Add(Page(part.Name, part.Description, part.Lines));
        }

        command.Add(Update(root));
        return command;
    }

    private static Command Page(string name, string description, Func<IEnumerable<string>> lines)
    {
        var page = new Command(name, description);
        page.SetAction(_ =>
        {
            Console.Write(Text(lines()));
            return ExitCodes.Success;
        });
        return page;
    }

    private static Command Update(RootCommand root)
    {
        var sources = new Argument<string>("SOURCES") { Description = "Root of the repository.", DefaultValueFactory = _ => "." };
        var command = new Command("update", "Writes into the manual all that it has from the code.") { sources };
        command.SetAction(parse =>
        {
            var at = parse.GetRequiredValue(sources);
            File.WriteAllText(Path.Combine(at, CommandsPage.Place), Text(CommandsPage.Lines(CommandShape.Of(root))));
            File.WriteAllText(Path.Combine(at, SchemaPlace), SettingsSchema.Text());
            foreach (var part in PagePart.All)
            {
                var page = Path.Combine(at, part.Place);
                File.WriteAllText(page, part.PutInto(File.ReadAllText(page)));
            }

            return ExitCodes.Success;
        });
        return command;
    }

    private static string Text(IEnumerable<string> lines) => string.Concat(lines.Select(line => $"{line}\n"));
}
