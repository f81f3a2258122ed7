using HpcClient.Casting.Ledger.Orders;
using HpcClient.Commands.Jobs.Orders;
using HpcClient.Output;
using HpcClient.Settings.Folder;

namespace HpcClient.Commands.Cast;

/// <summary>Lets single jobs be cast again: the older way to say <c>forget</c>, which takes several at once.</summary>
/// <param name="folder">The folder.</param>
/// <param name="time">Clock.</param>
internal sealed class ForgetRunner(WorkFolder folder, TimeProvider time)
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(30);

    /// <summary>Runs it.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> jobs, bool dryRun, bool yes, CancellationToken cancellationToken)
    {
        if (!File.Exists(folder.CastFile))
        {
            return Failure.Say($"'{folder.Root}' is no folder of an installation: there is no settings/cast.yml. Name the right one with --folder.", ExitCodes.Settings);
        }

        Console.WriteLine($"These jobs will be cast again if the site still offers them, so they may run a second time: {LogWords.OneLine(string.Join(", ", jobs))}");
        if (dryRun)
        {
            return ExitCodes.Success;
        }

        return Confirmation.Ask("Forget them?", yes, cancellationToken)
            ?? await new OrderRunner(folder, time, Wait).RunAsync(OrderKind.Forget, jobs, cancellationToken);
    }
}
