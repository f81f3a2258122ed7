using HpcClient.Posix.Processes;

namespace HpcClient.Faults.Tests.Machine;

/// <summary>fw-hpc-client as cron runs it, with what is done to it.</summary>
/// <param name="folder">The folder that it sweeps.</param>
/// <param name="standIns">Commands in the place of the scheduler's.</param>
/// <param name="environment">What it needs of the machine.</param>
internal sealed class Client(string folder, StandInCommands standIns, IReadOnlyDictionary<string, string?> environment)
{
    /// <summary>Exit code of a process that was killed.</summary>
    public const int Killed = 137;

    private static readonly string Hook = Path.Combine(AppContext.BaseDirectory, "HpcClient.Faults.Hook.dll");

    // The one built with these tests. Only this one loads the hook that kills it at a transition.
    private static readonly string Managed = Path.Combine(AppContext.BaseDirectory, "fw-hpc-client");

    /// <summary>The executable: the one that FW_HPC_CLIENT names (a Native AOT build, say), else the one built with these tests.</summary>
    public static string Program { get; } = Environment.GetEnvironmentVariable("FW_HPC_CLIENT") is { Length: > 0 } path ? path : Managed;

    /// <summary>Transition of the ledger at which the next processes die, such as <c>before:Submitted:1</c>; null for none.</summary>
    public string? DieAt { get; set; }

    /// <summary>How far its clock is ahead.</summary>
    public TimeSpan Ahead { get; set; }

    /// <summary>How much further ahead each sweep is than the one before: waits that the product measures pass at once.</summary>
    public TimeSpan Stride { get; set; }

    /// <summary>A command before its own, such as <c>unshare</c> with arguments.</summary>
    public IReadOnlyList<string> Under { get; set; } = [];

    /// <summary>Sweeps once.</summary>
    public async Task<ChildResult> SweepAsync()
    {
        var result = await RunAsync("run");
        Ahead += Stride;
        return result;
    }

    /// <summary>Runs a command on the folder.</summary>
    public async Task<ChildResult> RunAsync(params string[] arguments)
    {
        var all = environment.Concat(standIns.Environment).Concat(await ShiftedClock.EnvironmentAsync(Ahead)).ToDictionary();
        all["DOTNET_TieredPGO"] = "0";
        if (DieAt is not null)
        {
            all["DOTNET_STARTUP_HOOKS"] = Hook;
            all["FAULT_DIE_AT"] = DieAt;
        }

        string[] command = [.. Under, DieAt is null ? Program : Managed, .. arguments, "--folder", folder];
        return await Command.RunAsync(command[0], command[1..], all, TimeSpan.FromMinutes(3));
    }
}
