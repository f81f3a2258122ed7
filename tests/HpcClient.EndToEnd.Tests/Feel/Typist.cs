using HpcClient.EndToEnd.Tests.Machine;
using HpcClient.Posix.Processes;

namespace HpcClient.EndToEnd.Tests.Feel;

/// <summary>Somebody at a terminal who presses Ctrl-C and looks at what it leaves behind.</summary>
internal sealed class Typist : IAsyncDisposable
{
    private const string Variable = "FW_HPC_TEST_TYPIST";

    private readonly string _mark = $"{Variable}={Guid.NewGuid():N}";
    private Tmux? _terminal;
    private string _before = "";

    private Typist()
    {
    }

    private Tmux Terminal => _terminal!;

    /// <summary>Sits down.</summary>
    /// <param name="environment">Variables, as NAME=VALUE.</param>
    public static async Task<Typist> StartAsync(params string[] environment)
    {
        var typist = new Typist();
        typist._terminal = await Tmux.StartAsync(80, [typist._mark, .. environment]);
        typist._before = await typist.Terminal.StateAsync();
        return typist;
    }

    /// <summary>
    /// Types a command, waits until the terminal shows the text (and then for whatever else), and presses Ctrl-C: it ends with
    /// the code, says nothing of exceptions, leaves the terminal as it was, and no process.
    /// </summary>
    /// <param name="command">What is typed.</param>
    /// <param name="sees">What the terminal shows when it is time.</param>
    /// <param name="code">What it ends with.</param>
    /// <param name="ready">Awaited before the key is pressed.</param>
    /// <returns>What the terminal shows at the end.</returns>
    public async Task<string> InterruptAsync(string command, string sees, int code = ExitCodes.Interrupted, Func<Task>? ready = null)
    {
        await Terminal.BeginAsync(command);
        await Terminal.SeesAsync(sees);
        await (ready?.Invoke() ?? Task.CompletedTask);
        await Terminal.PressAsync("C-c");
        var (ended, shown) = await Terminal.EndAsync();

        ended.ShouldBe(code, $"{command}: {shown}");
        shown.ShouldNotContain("Exception", customMessage: command);
        shown.ShouldNotContain("   at HpcClient", customMessage: command);
        (await Terminal.StateAsync()).ShouldBe(_before, command);
        await Eventually.TrueAsync(() => Mine().Length == 1, $"of '{command}' no process is left, only the shell");
        return shown;
    }

    public async ValueTask DisposeAsync() => await Terminal.DisposeAsync();

    // The shell and all that descends from it, sessions of their own included.
    private string[] Mine() =>
    [
        .. Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])).Where(folder =>
        {
            try
            {
                return File.ReadAllText(Path.Combine(folder, "environ")).Split('\0').Contains(_mark);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Gone, or somebody else's.
                return false;
            }
        }),
    ];
}
