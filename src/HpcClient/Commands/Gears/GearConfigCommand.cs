using System.CommandLine;
using HpcClient.Gears.Invocations;
using HpcClient.Output;
using HpcClient.Posix.Files;

namespace HpcClient.Commands.Gears;

/// <summary><c>gear config</c>.</summary>
internal static class GearConfigCommand
{
    public static Command Create()
    {
        var given = new InvocationOptions();
        var output = new Option<string?>("--output", "-o") { Description = "Write to this file (mode 0600) instead of standard output.", HelpName = "FILE" };
        var command = new Command("config", "Writes the config.json that the gear would read: its options with their defaults, and what is given here.");
        given.AddTo(command);
        command.Add(output);
        command.SetAction(parsed => Write(parsed, given, parsed.GetValue(output)));
        return command;
    }

    private static int Write(ParseResult parsed, InvocationOptions options, string? output)
    {
        var faults = new List<string>();
        var given = options.Read(parsed, faults);
        if (GearReader.Read(parsed.GetRequiredValue(options.Gear)) is not { } manifest)
        {
            return ExitCodes.Settings;
        }

        // On a terminal or in a pipe a key would be seen; to a file of our own it may go.
        var invocation = new InvocationBuilder(manifest).Build(output is null ? given with { ApiKey = null } : given);
        faults.AddRange(invocation.Faults);
        if (faults.Count > 0)
        {
            faults.ForEach(fault => Console.Error.WriteLine(OneLine.Of(fault)));
            return ExitCodes.Usage;
        }

        foreach (var note in invocation.Missing.Concat(invocation.Notes))
        {
            Console.Error.WriteLine($"note: {OneLine.Of(note)}");
        }

        try
        {
            if (output is null)
            {
                Console.Write(ConfigText.Of(invocation.Config));
            }
            else
            {
                DurableFile.Write(output, ConfigText.Of(invocation.Config));
            }

            return ExitCodes.Success;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Failure.Say($"--output: {e.Message}", ExitCodes.Folder);
        }
    }
}
