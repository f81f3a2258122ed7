using HpcClient.Scheduling;
using HpcClient.Settings.Cast;
using HpcClient.Settings.Resources;

namespace HpcClient.Casting.Planning.Resources;

/// <summary>How long a job may ask to run.</summary>
internal static class WalltimeRule
{
    public static Reading<Walltime> Read(CastSettings settings, ScriptOffers offers, AskedResource asked)
    {
        var most = settings.Resources.MaxWalltime;
        if (asked.IsJobs && most is null)
        {
            return Reading<Walltime>.Refused($"{asked.Subject} asks for a walltime, and jobs may not choose one here.");
        }

        if (WalltimeFormat.Read(asked.Value) is not { } walltime)
        {
            return Reading<Walltime>.Refused($"{asked.Subject} asks for a walltime of '{asked.Shown}'. It must be {WalltimeFormat.RightForm}.");
        }

        return asked.IsJobs && walltime > most ? Reading<Walltime>.Refused($"{asked.Subject} asks for a walltime of {WalltimeFormat.Write(walltime)}. At most {WalltimeFormat.Write(most.Value)} may be asked for here.")
            : asked.IsJobs && !offers.Has(ResourceKinds.Walltime) ? Reading<Walltime>.Refused($"{asked.Subject} asks for a walltime, {offers.WhyNot}")
            : new Walltime(walltime);
    }
}
