using HpcClient.EmbeddedSite;
using HpcClient.EmbeddedSite.Calling;
using HpcClient.Output;

namespace HpcClient.Commands.Site;

/// <summary>Runs a command's body and turns what went wrong into one sentence and an exit code.</summary>
internal static class SiteRun
{
    /// <summary>Runs it.</summary>
    /// <param name="body">What to do.</param>
    /// <param name="what">What is shown of progress, for what may take over a second; null for what prints as it goes.</param>
    public static async Task<int> GuardAsync(Func<Task> body, string? what = null)
    {
        await using var progress = Progress.Of(what ?? "", TimeProvider.System, isWanted: what is not null);
        try
        {
            await body();
            return ExitCodes.Success;
        }
        catch (CommandFault e)
        {
            return Failure.Say(e.Message, e.ExitCode);
        }
        catch (Exception e) when (e is EmbeddedSiteException or SiteCallException)
        {
            return Failure.Say(e.Message, ExitCodes.Site);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Failure.Say(e.Message, ExitCodes.Folder);
        }
    }
}
