using System.Runtime.InteropServices;

namespace HpcClient.Posix.Processes;

/// <summary>Lets this very process go on as another program (execv(3)): same number, environment, folder and streams.</summary>
public static class ProcessImage
{
    /// <summary>Becomes <paramref name="program"/>; comes back only where that fails.</summary>
    /// <param name="program">Full path of the program.</param>
    /// <param name="arguments">All arguments, the name by which it is called first.</param>
    /// <returns>Why it failed.</returns>
    public static string Become(string program, IReadOnlyList<string> arguments)
    {
        _ = Interop.Execute(program, [.. arguments, null]);
        return Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());
    }
}
