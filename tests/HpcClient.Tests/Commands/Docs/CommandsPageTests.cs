using System.CommandLine;
using HpcClient.Commands;
using HpcClient.Commands.Docs;
using HpcClient.Commands.Shapes;

namespace HpcClient.Tests.Commands.Docs;

public sealed class CommandsPageTests
{
    private static readonly CommandShape Tree = CommandShape.Of(RootCommands.Create());

    [Fact]
    public void The_manual_lists_exactly_the_commands_and_options_there_are()
    {
        var written = string.Concat(CommandsPage.Lines(Tree).Select(line => $"{line}\n"));

        File.ReadAllText(Repository.PathOf(CommandsPage.Place)).ShouldBe(
            written, $"Write it anew: dotnet run --project src/HpcClient -- docs commands > {CommandsPage.Place}");
    }

    [Fact]
    public void Hidden_commands_are_told_nowhere()
    {
        Tree.All().Select(command => command.FullName).ShouldNotContain(name => name.Contains(" local") || name.Contains(" docs"));
    }

    [Fact]
    public void Every_command_and_option_says_what_it_does()
    {
        Tree.All().SelectMany(command => command.Options.Select(option => option.Description).Append(command.Description)).ShouldAllBe(text => text.Length > 0);
    }

    [Fact]
    public void The_man_page_takes_no_text_for_a_macro()
    {
        var root = new RootCommand("'quoted' at the start") { new Command("one", ".so /etc/passwd") { new Option<string>("--file") { Description = "A back\\slash and -dashes." } } };

        var lines = ManPage.Lines(CommandShape.Of(root), "1", "").ToArray();

        lines.ShouldContain("\\(aqquoted\\(aq at the start");
        lines.ShouldContain("\\&.so /etc/passwd");
        lines.ShouldContain("A back\\eslash and \\-dashes.");
    }
}
