using HpcClient.Engine.Logs;
using HpcClient.Flywheel.Jobs;

namespace HpcClient.Engine.Local;

/// <summary>Carries a run's log to the terminal, in the place of a site: the gear's two streams to ours, the engine's sentences to standard error.</summary>
/// <param name="log">The log.</param>
/// <param name="output">Standard output.</param>
/// <param name="error">Standard error.</param>
/// <param name="time">The clock.</param>
internal sealed class TerminalLog(JobLog log, TextWriter output, TextWriter error, TimeProvider time)
{
    private const int MaxBatchBytes = 64 * 1024;

    // Short enough to be felt as at once.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>Carries until cancelled, then all that is left.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                log.EmitUnfinished();
                await PrintAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }

        await PrintAsync();
    }

    // Names in them come from the manifest: an escape sequence in one must not spoil the terminal.
    private static string Plain(string sentence) => string.Concat(sentence.Select(c => char.IsControl(c) ? '?' : c));

    private async Task PrintAsync()
    {
        while (log.Spool.PendingBytes > 0)
        {
            var (lines, bytes) = log.Spool.Peek(MaxBatchBytes);
            foreach (var line in lines)
            {
                if (line.Fd == LogLine.System)
                {
                    await error.WriteAsync(string.Concat(line.Msg.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(sentence => $"# {Plain(sentence)}\n")));
                }
                else
                {
                    await (line.Fd == 1 ? output : error).WriteAsync(line.Msg);
                }
            }

            log.Spool.Forget(bytes);
        }

        await output.FlushAsync(CancellationToken.None);
        await error.FlushAsync(CancellationToken.None);
    }
}
