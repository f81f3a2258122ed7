using HpcClient.Posix.Files;
using HpcClient.Settings.Folder;

namespace HpcClient.Settings.Setup;

/// <summary>Makes the folder of an installation. May be repeated: what is there is left alone.</summary>
public static class FolderSetup
{
    private const UnixFileMode Readable = DurableFile.OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode Runnable =
        FolderParts.Owner | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>Makes what is missing of <paramref name="folder"/>.</summary>
    public static SetupResult Make(WorkFolder folder, SetupOptions options)
    {
        var made = new List<string>();
        var left = new List<string>();
        try
        {
            foreach (var (path, make) in FolderParts.Of(folder))
            {
                Note(!Directory.Exists(path), path, make);
            }

            File.SetUnixFileMode(folder.State, FolderParts.Owner);
            WriteNew(folder.CredentialsFile, FolderTemplates.Credentials(options.Answers), DurableFile.OwnerOnly);

            // After the credentials: where it is there, nobody is asked again for what they hold.
            WriteNew(folder.CastFile, FolderTemplates.Cast(options.Cluster, options.Answers.Yaml()), Readable);
            WriteNew(folder.StartFile, FolderTemplates.Start(options.Executable), Runnable);
            var link = new EngineLink(folder.EngineLink, options.Executable);
            Note(link.Make(options.ReplaceEngine), folder.EngineLink, () => { });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(made, left, FolderFault.Sentence(folder.Root, e));
        }

        return new(made, left, null);

        void WriteNew(string path, string text, UnixFileMode mode) =>
            Note(!Path.Exists(path) && DurableFile.TryCreate(path, text, mode), path, () => { });

        void Note(bool isNew, string path, Action make)
        {
            if (isNew)
            {
                make();
            }

            (isNew ? made : left).Add(path);
        }
    }
}
