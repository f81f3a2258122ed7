namespace HpcClient.Output;

/// <summary>Asks before something is done that cannot be undone.</summary>
internal static class Confirmation
{
    /// <summary>Asks on the terminal.</summary>
    /// <returns>Null when it may be done, else the exit code to end with.</returns>
    public static int? Ask(string question, bool yes)
    {
        if (yes)
        {
            return null;
        }

        if (Console.IsInputRedirected)
        {
            return Failure.Say("Standard input is no terminal to ask at. Add --yes where nobody is there to answer.", ExitCodes.Usage);
        }

        Console.Write($"{question} [y/N] ");
        if (Console.ReadLine()?.Trim() is "y" or "Y" or "yes" or "YES" or "Yes")
        {
            return null;
        }

        Console.WriteLine("Nothing was done.");
        return ExitCodes.Failure;
    }
}
