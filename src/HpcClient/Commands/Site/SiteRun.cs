using HpcClient.EmbeddedSite;
using HpcClient.EmbeddedSite.Calling;
using HpcClient.Output;

namespace HpcClient.Commands.Site;

/// <summary>Runs a command's body and turns what went wrong into one sentence and an exit code.</summary>
internal static class SiteRun
{
    public static async Task<int> GuardAsync(Func<Task> body)
    {
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
