using System.Text.Json;
using HpcClient.Posix.Files;
using HpcClient.Posix.Processes;

namespace HpcClient.EmbeddedSite.Calling;

/// <summary>The server that serves a data folder now, as it says in <c>site.json</c>.</summary>
/// <param name="Port">Its port on loopback.</param>
/// <param name="Pid">Its process.</param>
/// <param name="StartTicks">Start of that process, which tells it from a later one with the same number.</param>
public sealed record RunningSite(int Port, int Pid, long StartTicks)
{
    /// <summary>Base of all paths, ending in <c>/api/</c>.</summary>
    public Uri Api => new($"http://127.0.0.1:{Port}/api/");

    /// <summary>The server of a data folder.</summary>
    /// <exception cref="EmbeddedSiteException">None runs.</exception>
    public static RunningSite Find(DataFolder folder)
    {
        try
        {
            if (JsonSerializer.Deserialize(File.ReadAllBytes(folder.Site), RunningSiteJson.Default.RunningSite) is { } site
                && new ProcessIdentity(site.Pid, site.StartTicks).IsAlive())
            {
                return site;
            }
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            // Said below: whatever the file's trouble, no server is to be found through it.
        }

        throw new EmbeddedSiteException($"No embedded site runs for '{folder.Path}'. Start one with: fw-hpc-client site serve --data '{folder.Path}'");
    }

    /// <summary>Notes that this process serves the folder.</summary>
    public static void Announce(DataFolder folder, int port)
    {
        var self = ProcessIdentity.Current();
        DurableFile.Write(folder.Site, JsonSerializer.Serialize(new(port, self.ProcessId, self.StartTicks), RunningSiteJson.Default.RunningSite));
    }

    /// <summary>Takes the note away.</summary>
    public static void Withdraw(DataFolder folder) => File.Delete(folder.Site);
}
