using System.Text.RegularExpressions;
using HpcClient.Posix.Processes;

namespace HpcClient.EndToEnd.Tests.Machine;

/// <summary>A terminal of 80 by 24 with a shell in it (tmux), typed to and looked at as by a person.</summary>
internal sealed class Tmux : IAsyncDisposable
{
    private const string Prompt = "ready$ ";

    private readonly TemporaryFolder _folder = new();
    private int _number;

    private Tmux()
    {
    }

    private string Socket => _folder.In("tmux");

    /// <summary>Starts one.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="environment">Variables, as NAME=VALUE.</param>
    public static async Task<Tmux> StartAsync(int width = 80, params string[] environment)
    {
        Parts.NeedProgram("tmux", "tmux");
        var tmux = new Tmux();
        await tmux.CallAsync(
        [
            "-f", "/dev/null", "new-session", "-d", "-s", "test", "-x", $"{width}", "-y", "24",
            "env", "-u", "NO_COLOR", "LC_ALL=C.UTF-8", $"PS1={Prompt}", $"PATH={Path.GetDirectoryName(Product.Client)}:{Environment.GetEnvironmentVariable("PATH")}", .. environment, "bash", "--norc", "--noprofile",
        ]);
        await tmux.SeesAsync(Prompt.TrimEnd());
        return tmux;
    }

    /// <summary>Types a line and Enter.</summary>
    public Task EnterAsync(string line) => CallAsync("send-keys", "-t", "test", "-l", line + "\r");

    /// <summary>Presses a key by tmux's name, such as <c>C-c</c>.</summary>
    public Task PressAsync(string key) => CallAsync("send-keys", "-t", "test", key);

    /// <summary>Types a command on an empty screen, and waits until the screen is empty: what stood there before is not taken for what the command shows.</summary>
    public async Task BeginAsync(string command)
    {
        await EnterAsync($"clear; echo begun.{++_number}");
        await Eventually.TrueAsync(async () => (await LookAsync()).TrimStart().StartsWith($"begun.{_number}\n{Prompt.TrimEnd()}", StringComparison.Ordinal), "the screen is cleared");
        await CallAsync("clear-history", "-t", "test");
        await EnterAsync($"clear; {command}; echo \"exit=$?.{_number}\"");
        await Eventually.TrueAsync(async () => !(await LookAsync()).Contains($"begun.{_number}", StringComparison.Ordinal), "the command begins");
    }

    /// <summary>Waits for the end of what <see cref="BeginAsync"/> began.</summary>
    /// <returns>Its exit code and all that the terminal shows of it: lines that the terminal broke are whole.</returns>
    public async Task<(int Code, string Shown)> EndAsync()
    {
        var end = new Regex($@"(?m)^exit=(?<code>[0-9]+)\.{_number}\n{Regex.Escape(Prompt.TrimEnd())}\s*\z");
        var shown = "";
        (await Eventually.WithinAsync(TimeSpan.FromSeconds(30), async () => end.IsMatch(shown = await LookAsync()))).ShouldBeTrue($"the command ends and the prompt comes back: {shown}");
        return (int.Parse(end.Match(shown).Groups["code"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture), shown);
    }

    /// <summary>What the terminal is like: how it takes keys, whether its cursor is seen, whether it shows its second screen.</summary>
    public async Task<string> StateAsync()
    {
        var keys = (await RunAsync("stty -g")).Shown.Split('\n')[0];
        return $"{keys} {(await CallAsync("display-message", "-p", "-t", "test", "cursor #{cursor_flag}, second screen #{alternate_on}")).Out.Trim()}";
    }

    /// <summary>Both.</summary>
    public async Task<(int Code, string Shown)> RunAsync(string command)
    {
        await BeginAsync(command);
        return await EndAsync();
    }

    /// <summary>What it shows with what has gone out at the top, lines that the terminal broke whole again.</summary>
    /// <param name="withCodes">Whether to keep the codes of colours.</param>
    public async Task<string> LookAsync(bool withCodes = false) =>
        (await CallAsync(["capture-pane", "-p", "-J", "-S", "-", "-t", "test", .. withCodes ? (string[])["-e"] : []])).Out;

    /// <summary>Waits until it shows the text.</summary>
    public Task SeesAsync(string text) => Eventually.TrueAsync(async () => (await LookAsync()).Contains(text, StringComparison.Ordinal), $"the terminal shows '{text}'");

    public async ValueTask DisposeAsync()
    {
        await ChildProcess.RunAsync(new() { Program = "tmux", Arguments = ["-S", Socket, "kill-server"] }, TimeSpan.FromSeconds(10));
        _folder.Dispose();
    }

    private async Task<ChildResult> CallAsync(params string[] arguments)
    {
        var result = await Product.RunAsync("tmux", ["-S", Socket, .. arguments], new Dictionary<string, string?> { ["TMUX"] = null, ["TERM"] = "xterm-256color" });
        result.ExitCode.ShouldBe(0, result.Error);
        return result;
    }
}
