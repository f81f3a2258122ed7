using System.Globalization;
using System.Text;

namespace HpcClient.Output;

/// <summary>
/// Says on a terminal that something that takes over a second is under way, in a line of standard error that is gone when it
/// is done or when anything else is written. Nowhere else it shows anything.
/// </summary>
internal sealed class Progress : IAsyncDisposable
{
    // Back to its beginning, and what stands there gone (ECMA-48, EL), with the ^C that the terminal may have added.
    private const string ClearLine = "\r\e[K";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static Progress? _current;

    private readonly Lock _lock = new();
    private readonly TextWriter _out = Console.Out;
    private readonly TextWriter _error = Console.Error;
    private readonly CancellationTokenSource _end = new();
    private readonly TimeProvider _time;
    private readonly Task _ticking;
    private long _since;
    private string _what;
    private bool _isShown;
    private bool _isOver;

    private Progress(string what, TimeProvider time, bool isShown)
    {
        (_what, _time, _since) = (what, time, time.GetTimestamp());
        if (isShown)
        {
            // Standard output also where it is a pipe: what reads from it may write to the same terminal.
            Console.SetError(new Clearing(this, _error));
            Console.SetOut(new Clearing(this, _out));
            _current = this;
        }

        _ticking = isShown ? TickAsync() : Task.CompletedTask;
    }

    /// <summary>Begins.</summary>
    /// <param name="what">What is being done, such as <c>looking round</c>.</param>
    /// <param name="time">Clock.</param>
    /// <param name="isWanted">Whether to show it at all, as with <c>--quiet</c> not.</param>
    public static Progress Of(string what, TimeProvider time, bool isWanted = true) => new(what, time, isWanted && !Console.IsErrorRedirected && Screen.IsClever);

    /// <summary>
    /// Shows no more from now on: what comes next goes round the console's writers, as bytes do, and must not be written into
    /// the line. See <see cref="StandardOutput"/>.
    /// </summary>
    public static void End()
    {
        if (_current is { } current)
        {
            lock (current._lock)
            {
                current.Clear();
                current._isOver = true;
            }
        }
    }

    /// <summary>Says that something else is being done now.</summary>
    public void Now(string what)
    {
        lock (_lock)
        {
            Clear();
            (_what, _since) = (what, _time.GetTimestamp());
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _ticking;
        _end.Dispose();
        lock (_lock)
        {
            Clear();
        }

        _current = null;
        Console.SetOut(_out);
        Console.SetError(_error);
    }

    private async Task TickAsync()
    {
        using var timer = new PeriodicTimer(Patience, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_end.Token))
            {
                lock (_lock)
                {
                    Clear();
                    var elapsed = _time.GetElapsedTime(_since);
                    if (elapsed >= Patience && !_isOver)
                    {
                        Show(string.Create(CultureInfo.InvariantCulture, $"{_what} ({elapsed.TotalSeconds:0} s)"));
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Done.
        }
    }

    // One column is left free: a terminal would begin a new line after a full one.
    private void Show(string text)
    {
        var room = Math.Max(0, Screen.TextWidth - 1);
        text = LogWords.OneLine(text);
        text = text.Length <= room ? text : text[..room];
        _error.Write(text);
        _error.Flush();
        _isShown = true;
    }

    private void Clear()
    {
        if (_isShown)
        {
            _error.Write(ClearLine);
            _error.Flush();
            _isShown = false;
        }
    }

    // Takes the line away before anything else is written.
    private sealed class Clearing(Progress progress, TextWriter to) : TextWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => to.Encoding;

        public override void Write(char value) => Do(() => to.Write(value));

        public override void Write(string? value) => Do(() => to.Write(value));

        public override void Write(char[] buffer, int index, int count) => Do(() => to.Write(buffer, index, count));

        public override void WriteLine(string? value) => Do(() => to.WriteLine(value));

        public override void Flush() => to.Flush();

        private void Do(Action write)
        {
            lock (progress._lock)
            {
                progress.Clear();
                write();
            }
        }
    }
}
