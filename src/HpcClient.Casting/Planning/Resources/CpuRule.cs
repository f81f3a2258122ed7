using System.Globalization;
using HpcClient.Settings.Cast;
using HpcClient.Settings.Resources;

namespace HpcClient.Casting.Planning.Resources;

/// <summary>How many CPUs a job may ask for.</summary>
internal static class CpuRule
{
    public static Reading<CpuAmount> Read(CastSettings settings, AskedResource asked)
    {
        if (CpuAmount.Read(settings.Cluster, asked.Value) is not { } cpus)
        {
            return Reading<CpuAmount>.Refused($"{asked.Subject} asks for '{asked.Shown}' CPUs. It must be {CpuAmount.RightForm(settings.Cluster)}.");
        }

        return asked.IsJobs && cpus.High > settings.Resources.MaxCpu
            ? Reading<CpuAmount>.Refused(string.Create(CultureInfo.InvariantCulture, $"{asked.Subject} asks for {cpus.Value} CPUs. At most {settings.Resources.MaxCpu} may be asked for here."))
            : cpus;
    }
}
