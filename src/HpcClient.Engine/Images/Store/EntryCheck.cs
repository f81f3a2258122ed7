using HpcClient.Posix.Files;

namespace HpcClient.Engine.Images.Store;

/// <summary>Looks at images of the store.</summary>
internal static class EntryCheck
{
    private const string SifEnding = ".sif";

    /// <summary>A cheap look: is it there, with the size, time and beginning that it was made with?</summary>
    public static EntryState Quick(StorePaths paths, string name)
    {
        var path = paths.Entry(name);
        var kind = FileKinds.Of(path);
        if (kind == FileKind.Missing)
        {
            return EntryState.Missing;
        }

        if (StoreRecord.Read(paths.Record(name)) is not { } record)
        {
            return EntryState.Doubtful;
        }

        if (record.Damaged)
        {
            return EntryState.Damaged;
        }

        if (kind == FileKind.Folder)
        {
            return EntryState.Good;
        }

        if (FileStamp.Of(path) is not { } stamp || stamp.Bytes != record.Bytes || !LooksRight(path))
        {
            return EntryState.Damaged;
        }

        return stamp.Modified == record.Modified ? EntryState.Good : EntryState.Doubtful;
    }

    /// <summary>Whether a file that should be a SIF begins as one.</summary>
    public static bool LooksRight(string path)
    {
        if (!path.EndsWith(SifEnding, StringComparison.Ordinal))
        {
            return true;
        }

        try
        {
            return ImageContent.LooksLikeSif(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
