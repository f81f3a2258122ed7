using HpcClient.Settings.Folder;

namespace HpcClient.Commands.Template;

/// <summary>What <c>template render</c> was asked.</summary>
/// <param name="File">The template, <c>-</c> for standard input, or a cast.yml.</param>
/// <param name="Folder">The installation whose paths and settings count.</param>
internal sealed record TemplateRequest(string File, WorkFolder Folder)
{
    /// <summary>JSON with values of one's own.</summary>
    public string? ValuesFile { get; init; }

    /// <summary>The scheduler, when it is not that of the settings.</summary>
    public string? Cluster { get; init; }

    /// <summary>What the sample job asks for.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Whether to end the last line, as a terminal needs it; a file gets what the template gives and no more.</summary>
    public bool EndsLine { get; init; }

    /// <summary>Whether the file is a cast.yml and no template itself.</summary>
    public bool IsCastFile => Path.GetExtension(File) is ".yml" or ".yaml";

    /// <summary>The installation whose <c>settings/cast.yml</c> <paramref name="file"/> is; null when it is another file.</summary>
    public static WorkFolder? FolderAround(string file) =>
        Path.GetDirectoryName(Path.GetDirectoryName(Path.GetFullPath(file))) is { } root && new WorkFolder(root) is var folder && folder.CastFile == Path.GetFullPath(file)
            ? folder
            : null;
}
