using HpcClient.Posix.Processes;

namespace HpcClient.Faults.Tests.Machine;

/// <summary>
/// Sets the clock of a client process ahead or back: a library of a few lines stands before the C library's clock. Minutes
/// that a client waits out pass at once, and jumps of the clock can be had without touching the machine's.
/// </summary>
internal static class ShiftedClock
{
    private static readonly Lazy<Task<string?>> Library = new(CompileAsync);

    /// <summary>The variables for a clock so much ahead; none when that cannot be had here.</summary>
    public static async Task<IReadOnlyDictionary<string, string?>> EnvironmentAsync(TimeSpan ahead) => ahead == TimeSpan.Zero || await Library.Value is not { } library
        ? new Dictionary<string, string?>()
        : new Dictionary<string, string?> { ["LD_PRELOAD"] = library, ["FAULT_CLOCK_SHIFT"] = $"{(long)ahead.TotalSeconds}" };

    /// <summary>Skips the test where the clock cannot be shifted.</summary>
    public static async Task NeedAsync()
    {
        if (await Library.Value is null)
        {
            Assert.Skip("no C compiler here, which shifting a clock needs: sudo apt-get install -y gcc libc6-dev");
        }
    }

    private static async Task<string?> CompileAsync()
    {
        if (Executables.Find("gcc") is null)
        {
            return null;
        }

        var library = Path.Combine(AppContext.BaseDirectory, "Machine", "shifted-clock.so");
        var source = Path.ChangeExtension(library, ".c");
        var draft = $"{library}.{Environment.ProcessId}";
        var made = await Command.RunAsync("gcc", ["-shared", "-fPIC", "-O1", "-o", draft, source]);
        if (!made.Succeeded)
        {
            return null;
        }

        File.Move(draft, library, overwrite: true);
        return library;
    }
}
