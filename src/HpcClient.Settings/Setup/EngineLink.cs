namespace HpcClient.Settings.Setup;

/// <summary>The link <c>logs/temp/engine</c> by which templates start the engine.</summary>
internal sealed class EngineLink(string path, string executable)
{
    /// <summary>Makes the link; an engine that is there is left alone unless <paramref name="replace"/> is set.</summary>
    /// <returns>Whether it was made.</returns>
    public bool Make(bool replace)
    {
        var present = new FileInfo(path);
        var isLink = present.LinkTarget is not null;
        if (isLink || present.Exists)
        {
            if (!replace || present.LinkTarget == executable)
            {
                return false;
            }

            if (!isLink)
            {
                // A site's own engine is a big binary that somebody fetched: it is put aside, never thrown away.
                File.Move(path, Free(path + "--before"));
            }
        }

        // By rename, so that jobs that start meanwhile find the old engine or the new one.
        var temporary = $"{path}.{Guid.NewGuid():N}";
        File.CreateSymbolicLink(temporary, executable);
        try
        {
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        return true;
    }

    private static string Free(string wanted)
    {
        var name = wanted;
        for (var i = 2; Path.Exists(name); i++)
        {
            name = $"{wanted}-{i}";
        }

        return name;
    }
}
