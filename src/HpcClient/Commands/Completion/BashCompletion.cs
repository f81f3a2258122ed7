using HpcClient.Commands.Shapes;

namespace HpcClient.Commands.Completion;

/// <summary>The completion script of bash. It needs nothing but bash 4 itself and starts no program.</summary>
internal static class BashCompletion
{
    /// <summary>Its lines.</summary>
    public static IEnumerable<string> Lines(CommandShape root)
    {
        CommandShape[] all = [.. root.All()];
        return
        [
            $"# bash completion of {CommandShape.Program}, written by '{CommandShape.Program} completion bash'.",
            "_fw_hpc_client() {",
            "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} path='' i",
            "  COMPREPLY=()",
            "  for ((i = 1; i < COMP_CWORD; i++)); do",
            "    case \"$path ${COMP_WORDS[i]}\" in",
            .. CompletionTable.Walk(all, "i=$((i + 1))"),
            "    esac",
            "  done",
            "  case \"$path $prev\" in",
            .. CompletionTable.Valued(all).Select(option => $"    {option.Pattern}) {Offer(option.Value)} return ;;"),
            "  esac",
            "  case $path in",
            .. all.Select(Names),
            "  esac",
            "}",
            $"complete -F _fw_hpc_client {CommandShape.Program}",
        ];
    }

    private static string Offer(ValueShape value) => value.Kind switch
    {
        ValueKind.Words => $"{Words(value.Words)};",
        ValueKind.Folder => "compopt -o filenames 2> /dev/null; mapfile -t COMPREPLY < <(compgen -d -- \"$cur\");",
        ValueKind.File => "compopt -o filenames 2> /dev/null; mapfile -t COMPREPLY < <(compgen -f -- \"$cur\");",
        _ => "",
    };

    private static string Words(IEnumerable<string> words) =>
        $"mapfile -t COMPREPLY < <(compgen -W {ShellText.Quote(string.Join(' ', words))} -- \"$cur\")";

    private static string Names(CommandShape command)
    {
        var options = Words(command.Options.SelectMany(option => option.Names));
        var others = command.Commands.Count > 0
            ? Words(command.Commands.Select(one => one.Name))
            : string.Join(' ', command.Arguments.Select(argument => Offer(argument.Value)).FirstOrDefault(offer => offer.Length > 0) ?? "").TrimEnd(';');
        var key = CompletionTable.Key(command);
        return $"    {ShellText.Quote(key)}) if [[ $cur == -* ]]; then {options}; else {(others.Length > 0 ? others : ":")}; fi ;;";
    }
}
