using System.Reflection;

namespace HpcClient.Commands.Serve.Status;

/// <summary>What the system and the build say of this process.</summary>
/// <param name="CpuSeconds">CPU time since its start, in seconds.</param>
/// <param name="ResidentBytes">Memory that it has now, in bytes.</param>
/// <param name="Version">Version of the program.</param>
internal sealed record ProcessReading(double CpuSeconds, long ResidentBytes, string Version)
{
    /// <summary>Reads them.</summary>
    public static ProcessReading Now() => new(
        Environment.CpuUsage.TotalTime.TotalSeconds,
        Environment.WorkingSet,
        typeof(ProcessReading).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown");
}
