using System.CommandLine;
using HpcClient.Commands;
using HpcClient.Commands.About;
using HpcClient.Commands.Engine;
using HpcClient.Commands.Help;

namespace HpcClient;

/// <summary>The composition root of <c>fw-hpc-client</c>.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        try
        {
            CurrentFolder.Ensure(Console.Error);

            // A root command bears the name by which we were called: one that also held a command 'engine' could not be parsed.
            var root = CalledAs.Engine ? EngineCommands.CreateRoot() : RootCommands.Create();
            VersionAction.Set(root);
            HelpAction.Set(root);
            var parsed = root.Parse(arguments);
            if (UsageFaults.AreIn(parsed))
            {
                return UsageFaults.Say(parsed);
            }

            // The engine has ears of its own, which tell one signal from the other.
            var isEngine = CalledAs.Engine || arguments is [CalledAs.EngineName, ..];
            using var signals = isEngine ? null : new StopSignals();
            return await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    // Commands end themselves on TERM and INT; the default would cut them off after two seconds.
                    ProcessTerminationTimeout = isEngine ? TimeSpan.FromMinutes(5) : null,
                    EnableDefaultExceptionHandler = false,
                },
                signals?.Token ?? CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            // The terminal's own ^C stands in the line: what comes next begins a new one.
            if (!Console.IsErrorRedirected)
            {
                Console.Error.WriteLine();
            }

            return ExitCodes.Interrupted;
        }
    }
}
