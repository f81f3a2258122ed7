using System.CommandLine;
using HpcClient.Commands;

namespace HpcClient;

/// <summary>The composition root of <c>fw-hpc-client</c>.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        try
        {
            return await RootCommands.Create().Parse(CalledAs.Arguments(arguments)).InvokeAsync(new InvocationConfiguration
            {
                // Commands end themselves on TERM and INT; the default would cut them off after two seconds.
                ProcessTerminationTimeout = TimeSpan.FromMinutes(5),
                EnableDefaultExceptionHandler = false,
            });
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Interrupted;
        }
    }
}
