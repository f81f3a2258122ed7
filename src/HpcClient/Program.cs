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
            var parsed = RootCommands.Create().Parse(CalledAs.Arguments(arguments));
            var exitCode = await parsed.InvokeAsync(new InvocationConfiguration
            {
                // Commands end themselves on TERM and INT; the default would cut them off after two seconds.
                ProcessTerminationTimeout = TimeSpan.FromMinutes(5),
                EnableDefaultExceptionHandler = false,
            });
            return parsed.Errors.Count > 0 ? ExitCodes.Usage : exitCode;
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Interrupted;
        }
    }
}
