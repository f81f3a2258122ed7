using System.Globalization;
using HpcClient.Scheduling;
using HpcClient.Settings.Cast;
using HpcClient.Settings.Resources;

namespace HpcClient.Casting.Planning.Resources;

/// <summary>How many GPUs a job may ask for, and of which type.</summary>
/// <param name="settings">The admin's rules.</param>
/// <param name="offers">What reaches the scheduler.</param>
internal sealed class GpuRule(CastSettings settings, ScriptOffers offers)
{
    // The example cluster of the Python client took the tag and did nothing with it; it runs nothing either.
    private const string ClusterThatRunsNothing = "base";

    private readonly ResourceRules _rules = settings.Resources;

    public Reading<GpuAmount> Read(AskedResource asked)
    {
        if (GpuAmount.Read(asked.Value) is not { } gpus)
        {
            return Refused($"{asked.Subject} asks for '{asked.Shown}' GPUs. It must be {GpuAmount.RightForm}.");
        }

        if (!asked.IsJobs || gpus.Count == 0)
        {
            return gpus;
        }

        return Excess(asked, gpus) is { } refusal ? Refused(refusal) : HandedOn(asked, gpus);
    }

    private string? Excess(AskedResource asked, GpuAmount gpus)
    {
        var most = _rules.MaxGpu ?? ResourceRules.DefaultMaxGpu;
        if (most == 0)
        {
            return $"{asked.Subject} asks for GPUs, and jobs may not ask for any here.";
        }

        if (gpus.Count > most)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{asked.Subject} asks for {gpus.Count} GPUs. At most {most} may be asked for here.");
        }

        return gpus.Type is null || _rules.AllowedGpuTypes.Contains(gpus.Type, StringComparer.Ordinal) ? null
            : _rules.AllowedGpuTypes.Count == 0 ? $"{asked.Subject} asks for GPUs of the type '{gpus.Type}', and jobs may not choose a type here."
            : $"{asked.Subject} asks for GPUs of the type '{gpus.Type}'. It must be one of: {string.Join(", ", _rules.AllowedGpuTypes)}.";
    }

    private Reading<GpuAmount> HandedOn(AskedResource asked, GpuAmount gpus)
    {
        if (offers.Has(ResourceKinds.Gpu) && (gpus.Type is null || offers.Has(ResourceKinds.GpuType)))
        {
            return gpus;
        }

        // What the Python client ran, runs: the tag 'gpu' with a script that never asks for one; the admin is told.
        var isOldWay = gpus is { Count: 1, Type: null };
        return isOldWay && settings.Script is not null ? gpus
            : isOldWay && settings.Cluster == ClusterThatRunsNothing ? new GpuAmount(0, null)
            : Refused($"{asked.Subject} asks for {(offers.Has(ResourceKinds.Gpu) ? "a type of GPU" : "a GPU")}, {offers.WhyNot}");
    }

    private static Reading<GpuAmount> Refused(string sentence) => Reading<GpuAmount>.Refused(sentence);
}
