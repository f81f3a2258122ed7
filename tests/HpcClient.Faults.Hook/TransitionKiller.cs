using System.Diagnostics;
using System.Runtime.InteropServices;

namespace HpcClient.Faults.Hook;

/// <summary>Listens to what the ledger traces and kills its own process there, as SIGKILL from anywhere would.</summary>
internal static partial class TransitionKiller
{
    private const string Source = "fw-hpc-client.ledger";
    private const int Kill = 9;

    private static int _seen;

    /// <summary>Waits for the transition.</summary>
    public static void Arm(DeathWish wish) => ActivitySource.AddActivityListener(new()
    {
        ShouldListenTo = source => source.Name == Source,
        Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        ActivityStarted = activity =>
        {
            if (IsMeant(activity, wish) && Interlocked.Increment(ref _seen) == wish.Nth && !wish.IsAfter)
            {
                Die();
            }
        },
        ActivityStopped = activity =>
        {
            if (wish.IsAfter && IsMeant(activity, wish) && _seen == wish.Nth)
            {
                Die();
            }
        },
    });

    private static bool IsMeant(Activity activity, DeathWish wish) =>
        activity.OperationName == "transition" && string.Equals(activity.GetTagItem("to")?.ToString(), wish.To, StringComparison.OrdinalIgnoreCase);

    // Environment.FailFast would write a dump and run handlers: a kill lets nothing run.
    private static void Die()
    {
        _ = SendSignal(Environment.ProcessId, Kill);
        new ManualResetEvent(false).WaitOne();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
}
