using HpcClient.Casting.Ledger;
using HpcClient.Casting.Planning.Priorities;
using HpcClient.Casting.Planning.Resources;
using HpcClient.Casting.Selection;

namespace HpcClient.Casting.Planning;

/// <summary>Turns an admitted job into a plan.</summary>
/// <param name="resources">Reads what it asks for.</param>
/// <param name="renderer">Renders script and command.</param>
/// <param name="priorities">Knows how the scheduler is given a priority.</param>
public sealed class JobPlanner(ResourcePlanner resources, ScriptRenderer renderer, PriorityPlan priorities)
{
    /// <summary>Plans one job.</summary>
    /// <param name="candidate">The job.</param>
    /// <param name="again">What is known of it; a job that is submitted again may have to ask for more than it did. Null for a job by itself.</param>
    public PlanResult Plan(Candidate candidate, LedgerEntry? again = null)
    {
        var (request, fault) = resources.Plan(candidate.Job);
        if (request is null)
        {
            return new PlanResult.Malformed(fault!);
        }

        request = resources.Raise(priorities.Complete(request, candidate.Job), again?.NextMemoryBytes, again?.NextWalltime);
        var nonce = Guid.NewGuid().ToString("N");
        var values = renderer.Values(candidate.Job, nonce, request);
        var (script, command, templateFault) = renderer.Render(values);
        return templateFault is null
            ? new PlanResult.Planned(new(candidate, nonce, request, script, command) { Values = values })
            : new PlanResult.TemplateFault(templateFault);
    }
}
