using HpcClient.Commands;
using HpcClient.Commands.Shapes;
using HpcClient.EndToEnd.Tests.Machine;

namespace HpcClient.EndToEnd.Tests.Feel;

/// <summary>Goes through all commands as they are typed.</summary>
public sealed class EachCommandTests
{
    private const int Width = 80;

    [Fact]
    public async Task Each_command_has_help_with_examples_and_options_that_fits_80_columns()
    {
        await Parallel.ForEachAsync(CommandShape.Of(RootCommands.Create()).All(), TestContext.Current.CancellationToken, async (command, _) =>
        {
            var help = await Product.ClientAsync([.. command.Path, "--help"]);

            help.ExitCode.ShouldBe(0, command.FullName);
            help.Error.ShouldBeEmpty(command.FullName);
            help.Out.ShouldContain("\nUsage:\n", customMessage: command.FullName);
            help.Out.ShouldContain($"\nExamples:\n  fw-hpc-client {string.Join(' ', command.Path)}".TrimEnd(), customMessage: command.FullName);
            help.Out.ShouldNotContain("\e[");
            foreach (var option in command.Options)
            {
                help.Out.ShouldContain(option.Names[0], customMessage: command.FullName);
            }

            help.Out.Split('\n').ShouldAllBe(line => line.Length <= Width, command.FullName);
        });
    }

    [Fact]
    public async Task An_option_that_no_command_knows_ends_each_with_2_and_a_near_one_is_proposed()
    {
        await Parallel.ForEachAsync(CommandShape.Of(RootCommands.Create()).All(), TestContext.Current.CancellationToken, async (command, _) =>
        {
            var known = command.Options[0].Names[0];
            var typo = known[..^1] + (known[^1] == 'x' ? "y" : "x");

            var result = await Product.ClientAsync([.. command.Path, typo]);

            result.ExitCode.ShouldBe(2, command.FullName);
            result.Out.ShouldBeEmpty(command.FullName);
            result.Error.ShouldContain($"There is no option '{typo}'. Did you mean '--", customMessage: command.FullName);
            result.Error.ShouldContain($"Help: {command.FullName} --help", customMessage: command.FullName);
            result.Error.ShouldNotContain("   at HpcClient");
        });
    }

    [Theory]
    [InlineData("There is no command 'jbos'. Did you mean 'jobs'?", "jbos")]
    [InlineData("There is no command 'lst'. Did you mean 'list'?", "images", "lst")]
    [InlineData("Say what to do: list, pull, verify or prune.", "images")]
    [InlineData("'more' is one word too many.", "doctor", "more")]
    [InlineData("Did you mean '--unfinished'?", "jobs", "--unfinishd")]
    public async Task A_slip_is_answered_with_what_was_meant(string sentence, params string[] words)
    {
        var result = await Product.ClientAsync(words);

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain(sentence);
        result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2, result.Error);
    }
}
