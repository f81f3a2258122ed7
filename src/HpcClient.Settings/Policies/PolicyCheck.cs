using System.Globalization;
using HpcClient.Settings.Cast;
using HpcClient.Settings.Resources;
using HpcClient.Settings.Yaml;

namespace HpcClient.Settings.Policies;

/// <summary>What <c>on_end</c> says together with the other keys. None of it is a fault: jobs run all the same.</summary>
/// <param name="settings">The settings.</param>
/// <param name="section">What stands below <c>cast:</c>.</param>
/// <param name="faults">Where to put what is worth a look.</param>
internal sealed class PolicyCheck(CastSettings settings, YamlMap section, FaultList faults)
{
    private const string Key = "on_end";

    public void Run()
    {
        if (settings.OnEnd.Given.Count == 0)
        {
            return;
        }

        if (settings.Cluster == "base")
        {
            Warn([], "The cluster 'base' runs nothing, so this has no effect.", "Name the cluster that takes the jobs, or remove this key.");
            return;
        }

        CheckMemory(settings.OnEnd.For(PolicyCause.OutOfMemory));
        CheckTime(settings.OnEnd.For(PolicyCause.TimeLimit));
        if (settings.OnEnd.For(PolicyCause.Lost).Action is EndAction.Resubmit)
        {
            Warn(
                ["lost"], "A job that nobody can find may still run somewhere when it is submitted again; the claim on the node keeps a twin from working, but both take up the cluster.",
                "Write 'report' if such jobs should be looked at by a person first.");
        }
    }

    private void CheckMemory(EndPolicy policy)
    {
        if (policy.Action is EndAction.MoreMemory)
        {
            WarnOfUnused("out_of_memory", "ram", "as much memory");
            WarnOfLowerLimit("out_of_memory", "max_ram", policy.MaxMemoryBytes > settings.Resources.MaxRamGigabytes * MemoryAmount.Gibibyte);
        }
    }

    private void CheckTime(EndPolicy policy)
    {
        if (policy.Action is EndAction.MoreTime)
        {
            WarnOfUnused("time_limit", "walltime", "the same walltime");
            WarnOfLowerLimit("time_limit", "max_walltime", policy.MaxWalltime > settings.Resources.MaxWalltime);
        }
    }

    private void WarnOfUnused(string cause, string value, string asBefore)
    {
        if (settings.Script is not null && !TemplateMentions.AnyOf(settings, value))
        {
            Warn(
                [cause], $"'script' never uses job.{value}, so a job that is submitted again gets {asBefore} as before.",
                $"Use {{{{ job.{value} }}}} in the script or the command, or write 'report'.");
        }
    }

    private void WarnOfLowerLimit(string cause, string limit, bool isLower)
    {
        if (isLower)
        {
            var line = section.PlaceOf(limit).Start.Line.ToString(CultureInfo.InvariantCulture);
            Warn([cause, PolicyWords.Max], $"{limit} in line {line} is lower, and the lower one counts.", $"Lower this, or raise {limit}.");
        }
    }

    private void Warn(IReadOnlyList<string> below, string problem, string remedy)
    {
        string[] path = [Key, .. below];
        faults.Warn(section.PlaceOf(path), string.Join('.', path), problem, remedy);
    }
}
