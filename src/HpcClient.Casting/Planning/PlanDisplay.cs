using HpcClient.Settings.Cast;
using Microsoft.Extensions.Logging;

namespace HpcClient.Casting.Planning;

/// <summary>Shows an admin who writes templates what they are given and what comes out (the <c>show_…</c> keys of cast.yml).</summary>
/// <param name="settings">Which of it to show.</param>
/// <param name="log">Where.</param>
internal sealed class PlanDisplay(CastSettings settings, ILogger log)
{
    public void Show(JobPlan plan)
    {
        if (settings.ShowScriptTemplateValues)
        {
            foreach (var (name, value) in plan.Values)
            {
                log.LogInformation("Job {JobId}: template value {Name} = {Value}", plan.Candidate.Id, name, value);
            }
        }

        if (settings.ShowScriptTemplateResult)
        {
            foreach (var line in plan.Script.Split('\n'))
            {
                log.LogInformation("Job {JobId}: script: {Line}", plan.Candidate.Id, line);
            }
        }

        if (settings.ShowCommandTemplateResult)
        {
            log.LogInformation("Job {JobId}: command: {Command}", plan.Candidate.Id, string.Join(' ', plan.Command));
        }
    }
}
