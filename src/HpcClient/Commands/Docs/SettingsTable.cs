using HpcClient.Settings.Explaining;

namespace HpcClient.Commands.Docs;

/// <summary>All keys of <c>cast.yml</c>, from the list by which the file is read.</summary>
internal static class SettingsTable
{
    private const string PageFolder = "reference/";

    /// <summary>The lines.</summary>
    public static IEnumerable<string> Lines() => MarkdownTable.Lines(
        ["key", "default", "may be", "meaning"],
        KeyStories.All(null).Select(key => (IReadOnlyList<string>)[MarkdownTable.Code(key.Name), Default(key), MarkdownTable.Text(key.Allowed), Meaning(key)]));

    private static string Default(KeyStory key) => key.Default is { } value ? MarkdownTable.Code(value) : MarkdownTable.Text(key.Absent);

    private static string Meaning(KeyStory key)
    {
        List<string> parts = [MarkdownTable.Text(key.Meaning)];
        if (key.Detail.Length > 0)
        {
            parts.Add(MarkdownTable.Text(key.Detail));
        }

        if (key.OtherNames.Count > 0)
        {
            parts.Add($"Also called {string.Join(", ", key.OtherNames.Select(MarkdownTable.Code))}.");
        }

        if (key.Page.Length > 0)
        {
            parts.Add($"[More]({Link(key.Page)}).");
        }

        return string.Join(' ', parts);
    }

    // From a page of the reference.
    private static string Link(string page) =>
        !page.StartsWith(PageFolder, StringComparison.Ordinal) ? $"../{page}"
        : page.StartsWith("reference/settings.md#", StringComparison.Ordinal) ? page["reference/settings.md".Length..]
        : page[PageFolder.Length..];
}
