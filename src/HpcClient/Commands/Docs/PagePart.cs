namespace HpcClient.Commands.Docs;

/// <summary>A part of a page of the manual that is written from the code, between two comments of the page.</summary>
/// <param name="Name">As <c>docs NAME</c> calls it.</param>
/// <param name="Place">The page, from the root of the repository.</param>
/// <param name="Description">What it is, for <c>--help</c>.</param>
/// <param name="Lines">Its lines.</param>
internal sealed record PagePart(string Name, string Place, string Description, Func<IEnumerable<string>> Lines)
{
    /// <summary>All parts.</summary>
    public static IReadOnlyList<PagePart> All { get; } =
    [
        new("settings", "docs/reference/settings.md", "Prints the manual's table of all keys of cast.yml.", SettingsTable.Lines),
        new("tags", "docs/reference/tags.md", "Prints the manual's tables of what a job may ask for.", TagsTables.Lines),
        new("exit-codes", "docs/reference/exit-codes.md", "Prints the manual's table of exit codes.", ReferenceTables.ExitCodeLines),
        new("templates", "docs/reference/templates.md", "Prints the manual's table of what templates may use.", ReferenceTables.TemplateValueLines),
        new("answers", "docs/reference/commands.md", "Prints the manual's table of the questions of 'setup'.", ReferenceTables.AnswerLines),
    ];

    private string Opening => $"<!-- Written by 'fw-hpc-client docs {Name}'. Change the code, not this part. -->";

    private string Ending => $"<!-- end of {Name} -->";

    /// <summary>The page with this part as the code has it now.</summary>
    /// <param name="page">The page as it is.</param>
    /// <exception cref="InvalidDataException">The page has no place for it.</exception>
    public string PutInto(string page)
    {
        var from = page.IndexOf(Opening, StringComparison.Ordinal);
        var to = page.IndexOf(Ending, StringComparison.Ordinal);
        return from >= 0 && to > from
            ? $"{page[..from]}{Opening}\n{string.Concat(Lines().Select(line => $"{line}\n"))}{page[to..]}"
            : throw new InvalidDataException($"{Place} has no place for this part. Add the lines '{Opening}' and '{Ending}'.");
    }
}
