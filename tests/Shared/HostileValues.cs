namespace HpcClient.Tests.Shared;

/// <summary>
/// Values that try to be more than a value: shell, directive, template, path and log injection, and what only looks like
/// a harmless value. None may get through anywhere; add to them freely.
/// </summary>
internal static class HostileValues
{
    /// <summary>What a template in a value would give if anybody rendered it.</summary>
    public const string Canary = "6d3f0c";

    public static IReadOnlyList<string> All { get; } =
    [
        // another line
        "4\n#SBATCH --wrap=id",
        "4\r\n#SBATCH --uid=0",
        "4\r#$ -ac X=1",
        "4\n#BSUB -U root",
        "4\n\nid",
        "\n4",
        "4\n",
        "4\u2028id",
        "4\u2029id",
        "4\u0085id",
        "4\vid",
        "4\fid",

        // the shell
        "$(id)",
        "`id`",
        "${HOME}",
        "$HOME",
        "4;id",
        "4 && id",
        "4|id",
        "4 || id",
        "4>/tmp/x",
        "<(id)",
        "4 & id &",
        "4 #",
        "!!",
        "~root",
        "*",
        "{4,8}",
        "4'",
        "4\"",
        "\\",
        "4\\\n8",

        // directives and options
        "#SBATCH --wrap=id",
        "main #SBATCH --uid=0",
        "main --uid=0",
        "--uid=root",
        "-p",
        "main,other",
        "main:other",
        "4G --export=ALL",
        "%j",
        "4%%8",

        // templates
        "{{ 7 * 7 }}",
        "{{ job }}",
        "{{ '6d3' ~ 'f0c' }}",
        "{% set job = 1 %}",
        "{# gone #}",
        "{%raw%}",

        // paths
        "../../etc/passwd",
        "/etc/passwd",
        "a/b",
        "main\0",
        "\0",

        // looks like a number or a name and is none
        "٤",
        "４",
        "৪",
        "Ⅳ",
        "²",
        "mаin",
        "ｍａｉｎ",
        "main\u200b",
        "\u200dmain",
        "\u202enaim",
        "\ufeffmain",
        "ma\u00adin",
        "main\u0301",
        "+4",
        "-4",
        "4.0e3",
        "0x10",
        "1e9",
        "1_000",
        "NaN",
        "Infinity",
        "99999999999999999999",

        // too much
        new('9', 10_000),
        new('a', 10_000),
        $"main{new string(' ', 5_000)}x",
        string.Concat(Enumerable.Repeat("4-", 2_000)),

        // other shapes
        "",
        " ",
        "\t",
        "null",
        "None",
        "true",
        "[]",
        "{}",
        "<script>alert(1)</script>",
        "%0a#SBATCH",
        "\u001b[2J",
        "\ud800",
    ];
}
