using System.Text;
using HpcClient.Posix.Files;
using HpcClient.Settings.Folder;
using HpcClient.Settings.Setup;

namespace HpcClient.Settings.Upgrading;

/// <summary>
/// Brings a folder that an older version, or the Python client, was set up with up to date. Values and comments of its admin
/// stay; nothing that is added changes what is done. A second upgrade finds nothing to do.
/// </summary>
/// <param name="folder">The installation.</param>
/// <param name="executable">Full path of the present executable.</param>
public sealed class FolderUpgrade(WorkFolder folder, string executable)
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Looks; changes nothing.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public UpgradePlan Plan()
    {
        var notes = new List<string>();
        List<FileChange?> changes = [Cast(notes), Credentials(), Start(notes)];
        var missing = FolderParts.Of(folder).Select(part => part.Path).Where(path => !Directory.Exists(path))
            .Concat(((string[])[folder.CredentialsFile, folder.StartFile, folder.EngineLink]).Where(path => !Path.Exists(path)));
        return new([.. changes.OfType<FileChange>()], [.. missing], notes);
    }

    /// <summary>Writes what <paramref name="plan"/> says, each file at once and whole. What is missing is left to <see cref="FolderSetup"/>.</summary>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be written.</exception>
    public static void Apply(UpgradePlan plan)
    {
        foreach (var change in plan.Changes)
        {
            // A file that is a link stays one.
            var path = File.ResolveLinkTarget(change.Path, returnFinalTarget: true)?.FullName ?? change.Path;
            if (change.Before == change.After)
            {
                File.SetUnixFileMode(path, change.Mode);
            }
            else
            {
                DurableFile.Write(path, change.After, change.Mode);
            }
        }
    }

    private FileChange? Cast(List<string> notes)
    {
        if (Read(folder.CastFile, notes) is not { } text)
        {
            return null;
        }

        var (after, why, left) = CastUpgrade.Of(text, folder.CastFile);
        notes.AddRange(left);
        return after == text ? null : new(folder.CastFile, text, after, File.GetUnixFileMode(folder.CastFile), why);
    }

    private FileChange? Credentials()
    {
        if (Read(folder.CredentialsFile, []) is not { } text)
        {
            return null;
        }

        var (after, why) = CredentialsUpgrade.Of(text);
        var mode = File.GetUnixFileMode(folder.CredentialsFile);
        return after == text && (mode & Others) == 0 ? null
            : new(folder.CredentialsFile, text, after, mode & ~Others, (mode & Others) == 0 ? why : [.. why, "closed to other users (chmod 600)"]);
    }

    // A start script of ours differs from the present one in the executable alone. One of the Python client, or of an admin's
    // own, may set up what nobody else knows of: it stays.
    private FileChange? Start(List<string> notes)
    {
        if (Read(folder.StartFile, notes) is not { } text || text.Contains(executable, StringComparison.Ordinal))
        {
            return null;
        }

        // Where the path has a quote in it, the script has it in another form.
        var ours = FolderTemplates.Start(executable);
        if (text == ours)
        {
            return null;
        }

        if (Frame(text) == Frame(ours))
        {
            return new(folder.StartFile, text, ours, File.GetUnixFileMode(folder.StartFile), ["it starts this executable"]);
        }

        notes.Add($"{folder.StartFile} is not ours and stays. It does not name this executable: where that took the old one's place all is well; else let it end with: {LastLine(ours)}");
        return null;
    }

    private static string Frame(string text) => string.Join('\n', text.Split('\n').Where(line => !line.StartsWith("exec ", StringComparison.Ordinal)))
        + (LastLine(text) is var last && last.IndexOf("' run --folder", StringComparison.Ordinal) is > 0 and var at ? last[at..] : last);

    private static string LastLine(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault("");

    private static string? Read(string path, List<string> notes)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return File.ReadAllText(path, Strict);
        }
        catch (DecoderFallbackException)
        {
            notes.Add($"{path} is left as it is, since it is not UTF-8 text. Save it as UTF-8.");
            return null;
        }
    }
}
