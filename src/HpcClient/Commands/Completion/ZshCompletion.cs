using HpcClient.Commands.Shapes;

namespace HpcClient.Commands.Completion;

/// <summary>The completion script of zsh: file <c>_fw-hpc-client</c> in a folder of <c>fpath</c>.</summary>
internal static class ZshCompletion
{
    /// <summary>Its lines.</summary>
    public static IEnumerable<string> Lines(CommandShape root)
    {
        CommandShape[] all = [.. root.All()];
        return
        [
            $"#compdef {CommandShape.Program}",
            $"# zsh completion, written by '{CommandShape.Program} completion zsh'.",
            "_fw_hpc_client() {",
            "  local cur=${words[CURRENT]} prev=${words[CURRENT-1]} here='' i",
            "  local -a names texts",
            "  for ((i = 2; i < CURRENT; i++)); do",
            "    case \"$here ${words[i]}\" in",

            // 'path' is zsh's own array of PATH.
            .. CompletionTable.Walk(all, "i=$((i + 1))").Select(line => line.Replace(" path=", " here=", StringComparison.Ordinal)),
            "    esac",
            "  done",
            "  case \"$here $prev\" in",
            .. CompletionTable.Valued(all).Select(option => $"    {option.Pattern}) {Offer(option.Value)}; return ;;"),
            "  esac",
            "  case $here in",
            .. all.SelectMany(Names),
            "  esac",
            "  (( ${#names} )) && compadd -l -d texts -- \"${names[@]}\"",
            "}",

            // Loaded by compinit it is the function's body; sourced, as in a test, it only defines.
            "if [ \"$funcstack[1]\" = _fw-hpc-client ]; then _fw_hpc_client \"$@\"; elif (( ${+functions[compdef]} )); then compdef _fw_hpc_client " + CommandShape.Program + "; fi",
        ];
    }

    private static string Offer(ValueShape value) => value.Kind switch
    {
        ValueKind.Words => $"compadd -- {string.Join(' ', value.Words.Select(ShellText.Quote))}",
        ValueKind.Folder => "_files -/",
        ValueKind.File => "_files",
        _ => ":",
    };

    private static IEnumerable<string> Names(CommandShape command)
    {
        yield return $"    {ShellText.Quote(CompletionTable.Key(command))})";
        yield return "      if [[ $cur == -* ]]; then";
        foreach (var line in Pairs(command.Options.SelectMany(option => option.Names.Select(name => (name, option.Description)))))
        {
            yield return line;
        }

        yield return "      else";
        var argument = command.Arguments.Select(one => one.Value).FirstOrDefault(value => value.Kind is not ValueKind.Other);
        foreach (var line in command.Commands.Count > 0 ? Pairs(command.Commands.Select(one => (one.Name, one.Description))) : [$"        {(argument is null ? ":" : Offer(argument))}"])
        {
            yield return line;
        }

        yield return "      fi ;;";
    }

    private static IEnumerable<string> Pairs(IEnumerable<(string Name, string Description)> pairs)
    {
        foreach (var (name, description) in pairs)
        {
            yield return $"        names+=({ShellText.Quote(name)}) texts+=({ShellText.Quote($"{name}  {ShellText.Brief(description)}")})";
        }
    }
}
