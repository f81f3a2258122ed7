using HpcClient.Commands;
using HpcClient.Commands.Completion;
using HpcClient.Commands.Shapes;
using HpcClient.Posix.Processes;

namespace HpcClient.Tests.Commands.Completion;

/// <summary>The scripts in the shells themselves.</summary>
public sealed class CompletionTests
{
    private static readonly CommandShape Tree = CommandShape.Of(RootCommands.Create());

    public static TheoryData<string, string, string[]> Lines => new()
    {
        { "si", "site", [] },
        { "--folder run re", "report", ["run"] },
        { "report --by ", "gear,month,node,user", ["--by"] },
        { "site jobs --st", "--state", ["--data"] },
        { "jobs --nothing-like-it", "", ["--json"] },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task Bash_completes(string line, string offered, string[] not)
    {
        var script = Script(BashCompletion.Lines(Tree)) + """
            COMP_WORDS=(fw-hpc-client "$@")
            COMP_CWORD=$#
            _fw_hpc_client
            printf '%s\n' "${COMPREPLY[@]}"
            """;

        Check(await RunAsync("bash", ["--norc", "-c", script, "bash", .. line.Split(' ')]), offered, not);
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task Zsh_completes(string line, string offered, string[] not)
    {
        // Outside the line editor there is no compadd: this one prints what it is given.
        var script = Script(ZshCompletion.Lines(Tree)) + """
            compadd() { shift ${@[(i)--]}; print -rl -- "$@" }
            words=(fw-hpc-client "$@")
            CURRENT=$#words
            _fw_hpc_client
            """;

        var said = await RunAsync("zsh", ["-f", "-c", script, "zsh", .. line.Split(' ')]);

        // The line editor leaves out what does not start as the word does.
        Check([.. said.Where(word => word.StartsWith(line.Split(' ')[^1], StringComparison.Ordinal))], offered, not);
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task Fish_completes(string line, string offered, string[] not)
    {
        var script = Script(FishCompletion.Lines(Tree)) + "complete -C \"fw-hpc-client $argv\"\n";

        var said = await RunAsync("fish", ["--no-config", "-c", script, "--", line]);

        Check([.. said.Select(text => text.Split('\t')[0])], offered, not);
    }

    private static string Script(IEnumerable<string> lines) => string.Concat(lines.Select(line => $"{line}\n"));

    private static void Check(string[] said, string offered, string[] not)
    {
        foreach (var word in offered.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            said.ShouldContain(word);
        }

        said.ShouldNotContain(word => not.Contains(word));
    }

    private static async Task<string[]> RunAsync(string shell, string[] arguments)
    {
        Assert.SkipWhen(Executables.Find(shell) is null, $"{shell} is not on this machine");
        var result = await ChildProcess.RunAsync(
            new() { Program = shell, Arguments = arguments }, TimeSpan.FromSeconds(30), cancellationToken: TestContext.Current.CancellationToken);
        result.Error.ShouldBe("");
        return result.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
