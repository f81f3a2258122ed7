using HpcClient.Casting.Ledger;
using HpcClient.Casting.Ledger.Orders;
using HpcClient.Output;
using HpcClient.Settings.Folder;
using Microsoft.Extensions.Logging;

namespace HpcClient.Commands.Jobs.Orders;

/// <summary>
/// Writes orders into the ledger and sees them carried out: by a pass of its own where nobody holds the lease, else by
/// whoever does, for whose answer it waits.
/// </summary>
/// <param name="folder">The folder.</param>
/// <param name="time">Clock.</param>
/// <param name="wait">How long to wait for somebody else; zero: not at all.</param>
internal sealed class OrderRunner(WorkFolder folder, TimeProvider time, TimeSpan wait)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>Gives one order about each job.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(OrderKind kind, IReadOnlyList<string> jobs, CancellationToken cancellationToken)
    {
        var log = new StandardErrorLogger(time, LogLevel.Warning);
        try
        {
            using var ledger = LedgerStore.Open(folder.LedgerFile, time);
            return await GiveAsync(new(folder, ledger, time, log), ledger, kind, jobs, cancellationToken);
        }
        catch (LedgerFaultException e)
        {
            return Failure.Say(LogWords.OneLine(e.Message), ExitCodes.Folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Failure.Say($"The folder '{folder.Root}' cannot be changed: {e.Message}", ExitCodes.Folder);
        }
    }

    private static IReadOnlyList<LedgerOrder> Read(LedgerStore ledger, List<long> numbers) => [.. numbers.Select(number => ledger.Order(number)).OfType<LedgerOrder>()];

    private static int Tell(IReadOnlyList<LedgerOrder> orders)
    {
        var code = ExitCodes.Success;
        foreach (var order in orders)
        {
            var answer = LogWords.OneLine(order.Answer ?? "");
            if (order.Succeeded == true)
            {
                Console.WriteLine(answer);
            }
            else
            {
                code = Failure.Say(answer, ExitCodes.Failure);
            }
        }

        return code;
    }

    private async Task<int> GiveAsync(OwnPass pass, LedgerStore ledger, OrderKind kind, IReadOnlyList<string> jobs, CancellationToken cancellationToken)
    {
        await using var progress = Progress.Of("reading the settings", time);

        // Looked at first, so that no order is left behind for later where the settings keep us from carrying it out now.
        var holder = ledger.TryTakeLease(LeaseHolder.Me());
        if (holder is null && await pass.PrepareAsync(cancellationToken) is { } fault)
        {
            ledger.ReleaseLease();
            return fault;
        }

        var numbers = jobs.Select(job => ledger.Add(job, kind, $"{Environment.UserName}@{Environment.MachineName}")).ToList();
        var started = time.GetTimestamp();
        progress.Now(holder is null ? "carrying it out" : "waiting for the process that is at work on this folder");
        while (holder is not null)
        {
            if (Read(ledger, numbers) is var orders && orders.All(order => order.DoneAt is not null))
            {
                return Tell(orders);
            }

            if (time.GetElapsedTime(started) >= wait)
            {
                return Left(holder, numbers.Count);
            }

            await Task.Delay(PollInterval, time, cancellationToken);

            // A sweep that had looked for orders before ours came ends without a look at it.
            holder = ledger.TryTakeLease(LeaseHolder.Me());
            if (holder is null && await pass.PrepareAsync(cancellationToken) is { } late)
            {
                ledger.ReleaseLease();
                Failure.Say("What you asked for stays noted: the next sweep carries it out.", late);
                return late;
            }
        }

        try
        {
            await pass.RunAsync(cancellationToken);
            return Tell(Read(ledger, numbers));
        }
        finally
        {
            ledger.ReleaseLease();
        }
    }

    // Who wants no answer has what he asked for.
    private int Left(LeaseHolder holder, int orders)
    {
        var sentence = $"{(orders == 1 ? "It is" : "They are")} left to the process {holder.Process.ProcessId} on {LogWords.OneLine(holder.Host)}, which is at work on this folder: {(orders == 1 ? "it is" : "they are")} carried out with its next pass, or with the next sweep. 'fw-hpc-client explain JOB' tells what came of it.";
        if (wait == TimeSpan.Zero)
        {
            Console.WriteLine(sentence);
            return ExitCodes.Success;
        }

        return Failure.Say(sentence, ExitCodes.Failure);
    }
}
