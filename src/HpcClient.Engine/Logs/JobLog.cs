using HpcClient.Flywheel.Jobs;
using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Logs;

/// <summary>The job's log as the stages see it: takes the gear's output and the engine's own sentences, keeps their order.</summary>
internal sealed class JobLog : IVoice, IDisposable
{
    private readonly LogSpool _spool;
    private readonly TextWriter _console;
    private readonly Lock _lock = new();
    private readonly LogText _out;
    private readonly LogText _error;
    private readonly LastWords _outWords = new();
    private readonly LastWords _errorWords = new();
    private readonly SemaphoreSlim _work = new(0, 1);
    private long _lostBytes;

    /// <summary>Starts a log.</summary>
    /// <param name="spoolPath">File between us and the site.</param>
    /// <param name="console">Where the engine's own sentences also go.</param>
    /// <param name="mask">Secrets.</param>
    public JobLog(string spoolPath, TextWriter console, SecretMask mask)
    {
        _spool = new(spoolPath);
        _console = console;
        Mask = mask;
        _out = new(mask);
        _error = new(mask);
    }

    /// <summary>The secrets that never appear.</summary>
    public SecretMask Mask { get; }

    /// <summary>What waits for the site.</summary>
    public LogSpool Spool => _spool;

    /// <summary>Signalled when there is a batch worth sending at once.</summary>
    public SemaphoreSlim Work => _work;

    /// <summary>Whether the disk has no room for the log now.</summary>
    public bool IsLosing
    {
        get
        {
            lock (_lock)
            {
                return _lostBytes > 0;
            }
        }
    }

    /// <summary>The gear's last words: of standard error, else of standard output.</summary>
    public string? LastWords
    {
        get
        {
            lock (_lock)
            {
                return _errorWords.Text ?? _outWords.Text;
            }
        }
    }

    /// <summary>Takes a piece of the gear's output.</summary>
    public ValueTask GearWroteAsync(ChildOutput output, ReadOnlyMemory<byte> bytes)
    {
        lock (_lock)
        {
            Emit(output, TextOf(output).Take(bytes.Span));
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Lets go of unfinished lines, so that a prompt or a progress bar is seen; possible secrets stay.</summary>
    public void EmitUnfinished()
    {
        lock (_lock)
        {
            Emit(ChildOutput.Out, _out.TakePartial());
            Emit(ChildOutput.Error, _error.TakePartial());
        }
    }

    /// <summary>The gear is over: nothing is held back any more.</summary>
    public void GearEnded()
    {
        lock (_lock)
        {
            Emit(ChildOutput.Out, _out.TakeRest());
            Emit(ChildOutput.Error, _error.TakeRest());
        }
    }

    /// <summary>Adds a sentence of the engine.</summary>
    public void Say(string sentence)
    {
        var line = Mask.Apply(sentence);
        lock (_lock)
        {
            _console.WriteLine(line);
            Spooled(LogLine.System, line + "\n");
        }
    }

    /// <summary>Lines that the site will not have: they go where the engine's own sentences go, the log of the scheduler's job.</summary>
    public void OnlyHere(IReadOnlyList<LogLine> lines)
    {
        lock (_lock)
        {
            foreach (var line in lines.Where(line => line.Fd != LogLine.System))
            {
                _console.Write(line.Msg);
            }
        }
    }

    /// <inheritdoc/>
    public void Hide(string secret) => Mask.Add(secret);

    /// <inheritdoc/>
    public void Dispose()
    {
        _spool.Dispose();
        _work.Dispose();
    }

    private LogText TextOf(ChildOutput output) => output == ChildOutput.Out ? _out : _error;

    private void Emit(ChildOutput output, string text)
    {
        if (text.Length == 0)
        {
            return;
        }

        (output == ChildOutput.Out ? _outWords : _errorWords).Take(text);
        Spooled((int)output, text);
    }

    private void Spooled(int descriptor, string text)
    {
        try
        {
            if (_lostBytes > 0)
            {
                _spool.Add(LogLine.System, $"About {_lostBytes} characters of the log were lost here: the disk of the node was full.\n");
                _lostBytes = 0;
            }

            _spool.Add(descriptor, text);
        }
        catch (IOException)
        {
            // A full disk must not end a gear that may still succeed; the gap is named as soon as there is room.
            _lostBytes += text.Length;
        }

        if (_spool.PendingBytes >= LogSender.EagerBytes && _work.CurrentCount == 0)
        {
            _work.Release();
        }
    }
}
