using System.CommandLine;
using System.CommandLine.Completions;

namespace HpcClient.Commands.Shapes;

/// <summary>The value of an option or argument.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">How help calls it, such as <c>FOLDER</c>; empty where there is none.</param>
/// <param name="Words">The words that are allowed; empty when any is.</param>
internal sealed record ValueShape(ValueKind Kind, string Name, IReadOnlyList<string> Words)
{
    /// <summary>No value.</summary>
    public static ValueShape None { get; } = new(ValueKind.None, "", []);

    /// <summary>Reads that of an option.</summary>
    public static ValueShape Of(Option option) =>
        option.Arity.MaximumNumberOfValues == 0 || option.ValueType == typeof(bool)
            ? None
            : Of(option.HelpName ?? option.Name.TrimStart('-').ToUpperInvariant(), option.GetCompletions(CompletionContext.Empty));

    /// <summary>Reads that of an argument.</summary>
    public static ValueShape Of(Argument argument) => Of(argument.HelpName ?? argument.Name, argument.GetCompletions(CompletionContext.Empty));

    private static ValueShape Of(string name, IEnumerable<CompletionItem> completions)
    {
        string[] words = [.. completions.Select(item => item.Label).Order(StringComparer.Ordinal)];
        var kind = words.Length > 0 ? ValueKind.Words
            : Names(name, "FOLDER") || Names(name, "DIR") ? ValueKind.Folder
            : Names(name, "FILE") ? ValueKind.File
            : ValueKind.Other;
        return new(kind, name, words);
    }

    // 'FILE', 'FILE.json' and 'FILE_OR_URL' are all files.
    private static bool Names(string name, string what) => name.Contains(what, StringComparison.OrdinalIgnoreCase);
}
