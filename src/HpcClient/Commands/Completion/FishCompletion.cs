using HpcClient.Commands.Shapes;

namespace HpcClient.Commands.Completion;

/// <summary>The completion script of fish.</summary>
internal static class FishCompletion
{
    /// <summary>Its lines.</summary>
    public static IEnumerable<string> Lines(CommandShape root)
    {
        CommandShape[] all = [.. root.All()];
        return
        [
            $"# fish completion of {CommandShape.Program}, written by '{CommandShape.Program} completion fish'.",
            "function __fw_hpc_client_at",
            "  set -l here ''",
            "  set -l skip no",
            "  for word in (commandline -opc)[2..]",
            "    if test $skip = yes",
            "      set skip no",
            "      continue",
            "    end",
            "    switch \"$here $word\"",
            .. all.Where(command => command.Path.Count > 0).Select(command =>
                $"      case {ShellText.QuoteFish(CompletionTable.Key(command)[..^(command.Name.Length + 1)] + " " + command.Name)}\n        set here {ShellText.QuoteFish(CompletionTable.Key(command))}"),
            .. all.SelectMany(Skips),
            "    end",
            "  end",
            "  test \"$here\" = \"$argv[1]\"",
            "end",
            $"complete -c {CommandShape.Program} -f",
            .. all.SelectMany(Rules),
        ];
    }

    private static IEnumerable<string> Skips(CommandShape command)
    {
        var names = command.Options.Where(option => option.Value.Kind != ValueKind.None).SelectMany(option => option.Names).ToArray();
        return names.Length == 0 ? [] : [$"      case {string.Join(' ', names.Select(name => ShellText.QuoteFish($"{CompletionTable.Key(command)} {name}")))}\n        set skip yes"];
    }

    private static IEnumerable<string> Rules(CommandShape command)
    {
        var start = $"complete -c {CommandShape.Program} -n {ShellText.QuoteFish($"__fw_hpc_client_at '{CompletionTable.Key(command)}'")}";
        foreach (var below in command.Commands)
        {
            yield return $"{start} -a {ShellText.QuoteFish(below.Name)} -d {ShellText.QuoteFish(ShellText.Brief(below.Description))}";
        }

        foreach (var option in command.Options)
        {
            var names = option.Names.Select(name => name.StartsWith("--", StringComparison.Ordinal) ? $"-l {name[2..]}" : $"-s {name[1..]}");
            yield return $"{start} {string.Join(' ', names)} -d {ShellText.QuoteFish(ShellText.Brief(option.Description))}{Takes(option.Value)}";
        }

        if (command.Commands.Count == 0 && command.Arguments.Select(argument => argument.Value).FirstOrDefault(value => value.Kind is not ValueKind.Other) is { } value)
        {
            yield return $"{start}{Takes(value).Replace(" -r", "", StringComparison.Ordinal)}";
        }
    }

    private static string Takes(ValueShape value) => value.Kind switch
    {
        ValueKind.None => "",
        ValueKind.Words => $" -r -f -a {ShellText.QuoteFish(string.Join(' ', value.Words))}",
        ValueKind.Folder => " -r -f -a '(__fish_complete_directories (commandline -ct))'",
        ValueKind.File => " -r -F",
        _ => " -r -f",
    };
}
