using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace HpcClient.EndToEnd.Tests.Machine;

/// <summary>A command in a real pseudo-terminal (of util-linux' <c>script</c>), typed to and read as by a person.</summary>
internal sealed partial class Terminal : IAsyncDisposable
{
    public const string ControlC = "\x03";

    private readonly Process _process;
    private readonly StringBuilder _seen = new();
    private readonly Task _reading;
    private int _looked;

    private Terminal(Process process)
    {
        _process = process;
        _reading = ReadAsync();
    }

    /// <summary>All that it has shown, without the signs that move the cursor and colour.</summary>
    public string Text
    {
        get
        {
            lock (_seen)
            {
                return Steering().Replace(_seen.ToString(), "").Replace("\r", "", StringComparison.Ordinal);
            }
        }
    }

    public static Terminal Start(IReadOnlyList<string> command, IReadOnlyDictionary<string, string?>? environment = null)
    {
        Parts.NeedProgram("script", "bsdutils");
        var start = new ProcessStartInfo("script") { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in (string[])["--quiet", "--return", "--flush", "--command", string.Join(' ', command.Select(word => $"'{word}'")), "/dev/null"])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["TERM"] = "xterm";
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        return new(Process.Start(start)!);
    }

    /// <summary>Waits until it shows <paramref name="text"/>, after what was waited for before.</summary>
    public Task SeesAsync(string text) => Eventually.TrueAsync(
        () =>
        {
            var all = Text;
            var at = all.IndexOf(text, Math.Min(_looked, all.Length), StringComparison.Ordinal);
            _looked = at < 0 ? _looked : at + text.Length;
            return at >= 0 || _process.HasExited && _reading.IsCompleted;
        },
        $"the terminal shows '{text}'").ContinueWith(
            done => Text.ShouldContain(text, customMessage: done.Exception?.Message), TaskScheduler.Default);

    public async Task TypeAsync(string text)
    {
        await _process.StandardInput.WriteAsync(text);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Types a line.</summary>
    public Task EnterAsync(string text = "") => TypeAsync(text + "\r");

    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        await _reading;
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _reading;
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new char[4096];
        int count;
        while ((count = await _process.StandardOutput.ReadAsync(buffer)) > 0)
        {
            lock (_seen)
            {
                _seen.Append(buffer, 0, count);
            }
        }
    }

    [GeneratedRegex("\x1b\\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Steering();
}
