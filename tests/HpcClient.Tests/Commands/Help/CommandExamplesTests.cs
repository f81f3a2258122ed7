using HpcClient.Commands;
using HpcClient.Commands.Help;
using HpcClient.Commands.Shapes;

namespace HpcClient.Tests.Commands.Help;

public sealed class CommandExamplesTests
{
    public static TheoryData<string> Commands => [.. CommandShape.Of(RootCommands.Create()).All().Select(command => string.Join(' ', command.Path))];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Each_command_has_examples_that_its_own_parser_takes(string path)
    {
        var examples = CommandExamples.Of(path.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        examples.ShouldNotBeEmpty();
        foreach (var example in examples)
        {
            // As a shell would: what is behind a > is not the command's.
            var words = example.Split(" > ")[0].Split(' ')[1..];
            RootCommands.Create().Parse(words).Errors.ShouldBeEmpty(example);
            example.ShouldStartWith($"fw-hpc-client {path}".TrimEnd());
        }
    }

    [Theory]
    [InlineData(80)]
    [InlineData(60)]
    [InlineData(40)]
    public void Help_fits_the_terminal(int width)
    {
        foreach (var command in CommandShape.Of(RootCommands.Create()).All())
        {
            // A single word, such as an address in an example, cannot be broken.
            HelpPage.Lines(command, width).Where(line => line.Length > width && line.Trim().Contains(' ') && line.Trim().Split(' ').Max(word => word.Length) < width / 2).ShouldBeEmpty(command.FullName);
        }
    }
}
