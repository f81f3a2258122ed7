using System.Text;
using HpcClient.Casting.Explaining;
using HpcClient.Output;
using HpcClient.Settings.Folder;

namespace HpcClient.Commands.Jobs;

/// <summary>Shows jobs in the terminal, again and again, until somebody has seen enough.</summary>
/// <param name="folder">The folder.</param>
/// <param name="filter">Which jobs, at each look.</param>
/// <param name="time">Clock.</param>
internal sealed class JobWatch(WorkFolder folder, Func<JobFilter> filter, TimeProvider time)
{
    private const string EnterScreen = "\e[?1049h\e[?25l";
    private const string LeaveScreen = "\e[?25h\e[?1049l";
    private const string Home = "\e[H";
    private const string ClearRestOfLine = "\e[K";
    private const string ClearRestOfScreen = "\e[J";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan KeyInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Watches until <c>q</c> or Ctrl-C.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (Console.IsOutputRedirected)
        {
            return Failure.Say("--watch needs a terminal, and standard output is none. Leave it out, or use 'watch'.", ExitCodes.Usage);
        }

        Console.Write(EnterScreen);
        try
        {
            while (Draw() is var code)
            {
                if (code != ExitCodes.Success || await EndsAsync(cancellationToken))
                {
                    return code;
                }
            }

            return ExitCodes.Success;
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Success;
        }
        finally
        {
            Console.Write(LeaveScreen);
        }
    }

    private static void Show(IReadOnlyList<string> lines)
    {
        var frame = new StringBuilder(Home);
        frame.AppendJoin(ClearRestOfLine + "\r\n", lines).Append(ClearRestOfLine).Append(ClearRestOfScreen);
        Console.Write(frame);
    }

    private int Draw() => LedgerLook.Into(
        folder,
        ledger => JobList.Read(ledger, filter()),
        list =>
        {
            Show(JobScreen.Lines(list, time.GetLocalNow(), Math.Max(1, Console.WindowWidth), Math.Max(1, Console.WindowHeight)));
            return ExitCodes.Success;
        });

    private async Task<bool> EndsAsync(CancellationToken cancellationToken)
    {
        for (var waited = TimeSpan.Zero; waited < Interval; waited += KeyInterval)
        {
            while (!Console.IsInputRedirected && Console.KeyAvailable)
            {
                if (Console.ReadKey(intercept: true).KeyChar is 'q' or 'Q')
                {
                    return true;
                }
            }

            await Task.Delay(KeyInterval, time, cancellationToken);
        }

        return false;
    }
}
