namespace HpcClient.Output;

/// <summary>Asks before something is done that cannot be undone.</summary>
internal static class Confirmation
{
    /// <summary>Asks on the terminal.</summary>
    /// <param name="question">The question, answered by yes or no.</param>
    /// <param name="yes">Whether it was answered on the command line.</param>
    /// <param name="cancellationToken">Ctrl-C.</param>
    /// <returns>Null when it may be done, else the exit code to end with.</returns>
    public static int? Ask(string question, bool yes, CancellationToken cancellationToken)
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

        // A read of the terminal cannot be called off: after Ctrl-C nobody waits for it any more.
        var line = Task.Factory.StartNew(Console.ReadLine, cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        line.Wait(cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        if (line.GetAwaiter().GetResult()?.Trim() is "y" or "Y" or "yes" or "YES" or "Yes")
        {
            return null;
        }

        Console.WriteLine("Nothing was done.");
        return ExitCodes.Failure;
    }
}
