namespace HpcClient.EmbeddedSite;

/// <summary>Where things lie in an embedded site's data folder.</summary>
public sealed class DataFolder
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Names the folder; nothing is made.</summary>
    public DataFolder(string path) => Path = System.IO.Path.GetFullPath(path);

    /// <summary>The folder itself.</summary>
    public string Path { get; }

    /// <summary>The drone secret and the API keys (0600).</summary>
    public string Secrets => In("secrets.json");

    /// <summary>Address and process of the running server (0600); absent while none runs.</summary>
    public string Site => In("site.json");

    internal string Database => In("site.db");

    internal string Files => In("files");

    internal string Incoming => In("incoming");

    internal void Make()
    {
        foreach (var folder in (string[])[Path, Files, Incoming])
        {
            Directory.CreateDirectory(folder, Private);
        }

        File.SetUnixFileMode(Path, Private);
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
