using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using HpcClient.Commands.Shapes;
using HpcClient.Output;
using HpcClient.Wording;

namespace HpcClient.Commands.Help;

/// <summary>Tells what is wrong with a command line: each fault in a sentence, what was perhaps meant, where the help is.</summary>
internal static class UsageFaults
{
    /// <summary>Whether there is anything wrong that <c>--help</c> and its like do not make good.</summary>
    public static bool AreIn(ParseResult parsed) =>
        parsed.Action is not SynchronousCommandLineAction { ClearsParseErrors: true } && (parsed.Errors.Count > 0 || Stray(parsed).Any());

    /// <summary>Says it.</summary>
    /// <returns>The exit code.</returns>
    public static int Say(ParseResult parsed)
    {
        var result = parsed.CommandResult;
        foreach (var sentence in Sentences(parsed).Distinct())
        {
            Failure.Say(LogWords.OneLine(sentence), ExitCodes.Usage);
        }

        Console.Error.WriteLine($"Help: {string.Join(' ', [CommandShape.Program, .. CommandPath.Of(result), "--help"])}");
        return ExitCodes.Usage;
    }

    private static IEnumerable<string> Sentences(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var subcommands = command.Subcommands.Where(one => !one.Hidden).ToList();
        foreach (var token in parsed.UnmatchedTokens.Concat(Stray(parsed)))
        {
            yield return Unknown(token, parsed.CommandResult, subcommands);
        }

        foreach (var error in parsed.Errors)
        {
            // The parser's own sentence on an unknown word says less than ours.
            if (parsed.UnmatchedTokens.Any(token => error.Message.Contains($"'{token}'", StringComparison.Ordinal)))
            {
                continue;
            }

            // Of a command that only holds others the parser asks for one.
            if (subcommands.Count > 0 && command.Action is null)
            {
                if (parsed.UnmatchedTokens.Count == 0)
                {
                    yield return $"Say what to do: {Either(subcommands)}.";
                }

                continue;
            }

            yield return error.Message;
        }
    }

    // An argument takes any word, a misspelt option too; only what stands behind '--' is surely meant so.
    private static IEnumerable<string> Stray(ParseResult parsed) => parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash)
        ? []
        : parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value).Where(word => word.StartsWith('-') && word.Length > 1);

    private static string Unknown(string token, CommandResult result, List<Command> subcommands)
    {
        if (token.StartsWith('-') && token.Length > 1)
        {
            var options = Options(result).Where(option => !option.Hidden).SelectMany(option => option.Aliases.Append(option.Name)).Where(name => name.StartsWith("--", StringComparison.Ordinal)).ToList();
            var word = token.Split('=', 2)[0].TrimStart('-');
            var near = NearestName.Of(word, options.Select(name => name[2..]));
            return $"There is no option '{token.Split('=', 2)[0]}'.{(near is null ? "" : $" Did you mean '--{near}'?")}";
        }

        if (subcommands.Count == 0)
        {
            return $"'{token}' is one word too many.";
        }

        return NearestName.Of(token, subcommands.Select(one => one.Name)) is { } meant
            ? $"There is no command '{token}'. Did you mean '{meant}'?"
            : $"There is no command '{token}'. There {(subcommands.Count == 1 ? "is" : "are")}: {string.Join(", ", subcommands.Select(one => one.Name))}.";
    }

    private static string Either(List<Command> commands) =>
        commands.Count == 1 ? commands[0].Name : $"{string.Join(", ", commands.SkipLast(1).Select(one => one.Name))} or {commands[^1].Name}";

    private static IEnumerable<Option> Options(CommandResult result) =>
        result.Command.Options.Concat(Parents(result).SelectMany(command => command.Options.Where(option => option.Recursive || option is HelpOption)));

    private static IEnumerable<Command> Parents(SymbolResult result)
    {
        for (var at = result.Parent; at is CommandResult command; at = command.Parent)
        {
            yield return command.Command;
        }
    }
}
