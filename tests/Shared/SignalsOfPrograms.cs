using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace HpcClient.Tests.Shared;

/// <summary>
/// The programs that tests start can be told to end by INT and HUP, however the tests themselves were started. Below nohup,
/// or in the background of a script, the two are ignored, programs inherit that, and .NET respects it. A signal that has a
/// handler goes to its default in whatever is started, so these get one that does as little as ignoring them does.
/// </summary>
internal static partial class SignalsOfPrograms
{
    private const nint Default = 0;

    // Held for as long as the process lives.
    private static readonly List<PosixSignalRegistration> Handlers = [];

    /// <summary>Done before anything is started.</summary>
    [ModuleInitializer]
    internal static void Prepare()
    {
        foreach (var (signal, number) in ((PosixSignal, int)[])[(PosixSignal.SIGHUP, 1), (PosixSignal.SIGINT, 2)])
        {
            if (IsIgnored(number))
            {
                _ = SetHandler(number, Default);
                Handlers.Add(PosixSignalRegistration.Create(signal, context => context.Cancel = true));
            }
        }
    }

    // proc(5): a mask in hexadecimal digits, the lowest bit for signal 1.
    private static bool IsIgnored(int signal) => File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is { } line
        && ulong.TryParse(line["SigIgn:".Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var mask)
        && (mask & (1UL << (signal - 1))) != 0;

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetHandler(int signal, nint handler);
}
