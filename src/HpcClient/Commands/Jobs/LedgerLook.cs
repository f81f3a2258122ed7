using HpcClient.Casting.Ledger;
using HpcClient.Output;
using HpcClient.Settings.Folder;

namespace HpcClient.Commands.Jobs;

/// <summary>Looks into the ledger of a folder and turns what keeps it from that into one sentence and an exit code.</summary>
internal static class LedgerLook
{
    /// <summary>
    /// Looks, then tells: the ledger is closed in between, so that a reader who takes his time (a pager) keeps no sweep from
    /// its writes.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="look">Gets the ledger, or null where there is none yet.</param>
    /// <param name="tell">Prints what was seen; gives the exit code.</param>
    public static int Into<T>(WorkFolder folder, Func<LedgerReader?, T> look, Func<T, int> tell) => Into(folder, look, tell, code => code);

    /// <summary>The same where telling takes its time.</summary>
    /// <inheritdoc cref="Into{T}(WorkFolder, Func{LedgerReader, T}, Func{T, int})" path="/param"/>
    public static Task<int> Into<T>(WorkFolder folder, Func<LedgerReader?, T> look, Func<T, Task<int>> tell) => Into(folder, look, tell, Task.FromResult);

    private static TResult Into<T, TResult>(WorkFolder folder, Func<LedgerReader?, T> look, Func<T, TResult> tell, Func<int, TResult> fail)
    {
        T seen;
        try
        {
            using var ledger = LedgerReader.TryOpen(folder.LedgerFile);
            seen = look(ledger);
        }
        catch (LedgerFaultException e)
        {
            return fail(Failure.Say(LogWords.OneLine(e.Message), ExitCodes.Folder));
        }

        return tell(seen);
    }
}
