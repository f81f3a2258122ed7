using System.Text.RegularExpressions;
using HpcClient.Commands;
using HpcClient.Commands.Shapes;

namespace HpcClient.Tests.Manual;

/// <summary>Whatever command the manual names, and whatever option it gives it, is there.</summary>
public sealed partial class CommandsInTheManualTests
{
    private static readonly CommandShape[] Tree = [.. CommandShape.Of(RootCommands.Create()).All()];

    [Fact]
    public void Each_command_and_option_in_code_is_there()
    {
        string[] pages =
        [
            Repository.PathOf("README.md"), Repository.PathOf("CONTRIBUTING.md"), Repository.PathOf("SECURITY.md"), Repository.PathOf("deploy", "package", "README.md"),
            .. Directory.GetFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories),
            .. Directory.GetFiles(Repository.PathOf(".gitlab"), "*.md", SearchOption.AllDirectories),
        ];

        var faults = pages.SelectMany(page => Call().Matches(File.ReadAllText(page).Replace("\\\n", " ", StringComparison.Ordinal))
            .Select(call => Fault(call.Groups[1].Value)).OfType<string>().Select(fault => $"{Path.GetFileName(page)}: {fault}"));

        faults.Distinct().ShouldBeEmpty();
    }

    // Words name a command as long as there is one of that name; what follows are its arguments.
    private static string? Fault(string call)
    {
        var words = Word().Matches(call).Select(match => match.Value).ToList();
        var path = new List<string>();
        foreach (var word in words.TakeWhile(word => word[0] != '-'))
        {
            if (!Tree.Any(command => command.Path.SequenceEqual([.. path, word])))
            {
                break;
            }

            path.Add(word);
        }

        if (path.Count == 0 && words.Count > 0 && char.IsLower(words[0][0]))
        {
            return $"there is no command '{words[0]}'";
        }

        var known = Tree.Where(command => command.Path.Count == 0 || command.Path.SequenceEqual(path)).SelectMany(command => command.Options).SelectMany(option => option.Names)
            .Concat(["--help", "--version"]).ToHashSet();
        return words.FirstOrDefault(word => word.StartsWith("--", StringComparison.Ordinal) && !known.Contains(word)) is { } unknown
            ? $"'{string.Join(' ', path)}' has no option {unknown}"
            : null;
    }

    // What is installed by name is no call. To the end of the code, of the command, or of what belongs to it.
    [GeneratedRegex(@"(?:^|[`$( ])(?<!--global )fw-hpc-client ([^`\n|;&#>]*)", RegexOptions.Multiline)]
    private static partial Regex Call();

    [GeneratedRegex(@"--?[a-z][a-z0-9-]*|[A-Za-z][\w-]*|\S+?(?=[\s\[\]=]|$)")]
    private static partial Regex Word();
}
