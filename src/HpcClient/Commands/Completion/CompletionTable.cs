using HpcClient.Commands.Shapes;

namespace HpcClient.Commands.Completion;

/// <summary>What bash and zsh need to know: a command's key is its path with slashes, as in <c>/site/jobs</c>.</summary>
internal static class CompletionTable
{
    /// <summary>The key of a command; empty for the program itself.</summary>
    public static string Key(CommandShape command) => string.Concat(command.Path.Select(word => $"/{word}"));

    /// <summary>
    /// The lines of the loop body that follow the words already typed: <c>path</c> moves down the tree, and the value of an
    /// option is skipped, so that a folder called <c>run</c> is no command.
    /// </summary>
    /// <param name="all">All commands.</param>
    /// <param name="skip">The statement that skips the next word.</param>
    public static IEnumerable<string> Walk(IReadOnlyList<CommandShape> all, string skip)
    {
        foreach (var command in all.Where(command => command.Path.Count > 0))
        {
            yield return $"      {ShellText.Quote(Key(command)[..^(command.Name.Length + 1)] + " " + command.Name)}) path={ShellText.Quote(Key(command))} ;;";
        }

        foreach (var command in all)
        {
            var valued = command.Options.Where(option => option.Value.Kind != ValueKind.None).SelectMany(option => option.Names).ToArray();
            if (valued.Length > 0)
            {
                yield return $"      {string.Join(" | ", valued.Select(name => ShellText.Quote($"{Key(command)} {name}")))}) {skip} ;;";
            }
        }
    }

    /// <summary>Each option that takes a value: the pattern <c>PATH NAME</c> of all its names, and the value.</summary>
    public static IEnumerable<(string Pattern, ValueShape Value)> Valued(IReadOnlyList<CommandShape> all) =>
        from command in all
        from option in command.Options
        where option.Value.Kind != ValueKind.None
        select (string.Join(" | ", option.Names.Select(name => ShellText.Quote($"{Key(command)} {name}"))), option.Value);
}
