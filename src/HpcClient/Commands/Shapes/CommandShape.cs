using System.CommandLine;

namespace HpcClient.Commands.Shapes;

/// <summary>
/// A command as data: what completions, the man page and the reference are written from, so that none of them can tell
/// anything else than <c>--help</c> does. Hidden commands and options are left out.
/// </summary>
/// <param name="Path">The words that lead to it; empty for the program itself.</param>
/// <param name="Description">What it does.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Options">Its options, those of its ancestors that count here too, and <c>--help</c>.</param>
/// <param name="Commands">The commands below it.</param>
internal sealed record CommandShape(
    IReadOnlyList<string> Path, string Description, IReadOnlyList<ArgumentShape> Arguments, IReadOnlyList<OptionShape> Options, IReadOnlyList<CommandShape> Commands)
{
    /// <summary>The program's name.</summary>
    public const string Program = "fw-hpc-client";

    private static readonly OptionShape Help = new(["--help", "-h"], "Show help and usage information.", ValueShape.None, Required: false);

    /// <summary>The last word of its path, or the program's name.</summary>
    public string Name => Path.Count > 0 ? Path[^1] : Program;

    /// <summary>Its path with the program before it.</summary>
    public string FullName => string.Join(' ', [Program, .. Path]);

    /// <summary>How it is called, in one line.</summary>
    public string Usage => string.Join(' ', new[] { FullName }
        .Concat(Commands.Count > 0 ? Path.Count > 0 ? ["COMMAND"] : ["[COMMAND]"] : [])
        .Concat(Arguments.Select(argument => argument.Usage))
        .Concat(Options.Where(option => option.Required).Select(option => $"{option.Names[0]} {option.Value.Name}"))
        .Concat(["[OPTIONS]"]));

    /// <summary>Reads the whole tree.</summary>
    public static CommandShape Of(RootCommand root) => Of(root, [], []);

    /// <summary>This command and all below it, each before its own.</summary>
    public IEnumerable<CommandShape> All() => [this, .. Commands.SelectMany(command => command.All())];

    private static CommandShape Of(Command command, string[] path, OptionShape[] inherited)
    {
        var own = command.Options.Where(option => !option.Hidden && option.Name != Help.Names[0]).ToArray();
        OptionShape[] below = [.. inherited, .. own.Where(option => option.Recursive).Select(OptionShape.Of)];
        return new(
            path,
            command.Description ?? "",
            [.. command.Arguments.Where(argument => !argument.Hidden).Select(ArgumentShape.Of)],
            [.. own.Select(OptionShape.Of), .. inherited, Help],
            [.. command.Subcommands.Where(one => !one.Hidden).Select(one => Of(one, [.. path, one.Name], below))]);
    }
}
