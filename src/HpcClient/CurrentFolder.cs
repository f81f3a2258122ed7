namespace HpcClient;

/// <summary>The folder in which we were started, which may be gone by now: removed by another, or with its file system.</summary>
internal static class CurrentFolder
{
    /// <summary>Goes to the root folder where the current one is gone, so that full paths still lead somewhere, and says so.</summary>
    public static void Ensure(TextWriter error)
    {
        try
        {
            _ = Environment.CurrentDirectory;
        }
        catch (IOException)
        {
            error.WriteLine("The current folder no longer exists: what is not given by a full path is looked for in '/'. Change to a folder that is there.");
            Environment.CurrentDirectory = "/";
        }
    }
}
