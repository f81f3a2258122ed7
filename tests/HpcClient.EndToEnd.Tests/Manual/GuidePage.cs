using System.Text;
using System.Text.RegularExpressions;

namespace HpcClient.EndToEnd.Tests.Manual;

/// <summary>
/// A page that leads through changes of a checkout. Above a block stands what becomes of it: <c>**`FILE`**, a new file:</c> or
/// <c>**`FILE`**, after the line `LINE`:</c>; blocks in <c>sh</c> are commands for one shell, in their order.
/// </summary>
internal sealed partial class GuidePage
{
    private readonly List<(string File, string? After, string Text)> _changes = [];

    private GuidePage(string commands) => Commands = commands;

    /// <summary>The commands as a script that ends at the first one that fails, and says before each block in which line of the page it stands.</summary>
    public string Commands { get; }

    /// <summary>Reads a page; each of its blocks must be one or the other.</summary>
    public static GuidePage Read(string path)
    {
        var text = File.ReadAllText(path);
        var commands = new StringBuilder("set -euo pipefail\ntrap 'kill $(jobs -p) 2>/dev/null; rm -rf \"${try:-}\"' EXIT\n");
        var changes = new List<(string, string?, string)>();
        foreach (Match block in Block().Matches(text))
        {
            if (block.Groups["language"].Value == "sh")
            {
                commands.Append(System.Globalization.CultureInfo.InvariantCulture, $"echo '== line {text[..block.Index].Count(c => c == '\n') + 1}'\n{block.Groups["text"].Value}");
            }
            else
            {
                block.Groups["file"].Success.ShouldBeTrue($"nothing says what becomes of the block:\n{block.Value}");
                changes.Add((block.Groups["file"].Value, block.Groups["after"] is { Success: true, Value: var line } ? line : null, block.Groups["text"].Value));
            }
        }

        var page = new GuidePage(commands.ToString());
        page._changes.AddRange(changes);
        return page;
    }

    /// <summary>Makes and changes the files below <paramref name="root"/>.</summary>
    public void WriteFiles(string root)
    {
        foreach (var (file, after, text) in _changes)
        {
            var path = Path.Combine(root, file);
            if (after is null)
            {
                File.Exists(path).ShouldBeFalse($"{file} is called a new file, and there is one");
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllText(path, text);
            }
            else
            {
                var lines = File.ReadAllLines(path).ToList();
                lines.Count(line => line.Trim() == after).ShouldBe(1, $"{file} is to have one line '{after}'");
                lines.Insert(lines.FindIndex(line => line.Trim() == after) + 1, text.TrimEnd('\n'));
                File.WriteAllLines(path, lines);
            }
        }
    }

    [GeneratedRegex(@"(?:^\*\*`(?<file>[^`\n]+)`\*\*, (?:a new file|after the line `(?<after>[^`\n]+)`):\n)?^```(?<language>[a-z]*)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
