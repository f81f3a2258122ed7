using HpcClient.Casting.Explaining;
using HpcClient.Output;

namespace HpcClient.Commands.Jobs;

/// <summary>Says that a search for one job found none or several.</summary>
internal static class NotOne
{
    /// <summary>Says it on standard error.</summary>
    /// <returns>The exit code.</returns>
    public static int Say(FoundJobs.NotOne none)
    {
        Failure.Say(none.Sentence, ExitCodes.Usage);
        foreach (var match in none.Matches)
        {
            Console.Error.WriteLine($"  {match}");
        }

        return ExitCodes.Usage;
    }
}
