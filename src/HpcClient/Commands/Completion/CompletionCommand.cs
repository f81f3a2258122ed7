using System.CommandLine;
using HpcClient.Commands.Shapes;

namespace HpcClient.Commands.Completion;

/// <summary><c>completion bash|zsh|fish</c>: prints what a shell needs to complete our command line.</summary>
internal static class CompletionCommand
{
    /// <summary>The command.</summary>
    /// <param name="root">The tree that is completed; read when the command runs, so that it is whole by then.</param>
    public static Command Create(RootCommand root)
    {
        var command = new Command("completion", "Prints the completion script of a shell; the packages bring them along.");
        command.Add(For("bash", "~/.local/share/bash-completion/completions/fw-hpc-client", BashCompletion.Lines));
        command.Add(For("zsh", "a folder of fpath, as _fw-hpc-client", ZshCompletion.Lines));
        command.Add(For("fish", "~/.config/fish/completions/fw-hpc-client.fish", FishCompletion.Lines));
        return command;

        Command For(string shell, string place, Func<CommandShape, IEnumerable<string>> lines)
        {
            var one = new Command(shell, $"Prints the script of {shell}. Its place: {place}.");
            one.SetAction(_ =>
            {
                foreach (var line in lines(CommandShape.Of(root)))
                {
                    Console.Write($"{line}\n");
                }

                return ExitCodes.Success;
            });
            return one;
        }
    }
}
