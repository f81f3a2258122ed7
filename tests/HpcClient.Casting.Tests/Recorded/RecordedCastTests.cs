using HpcClient.Casting.Planning;
using HpcClient.Casting.Planning.Resources;
using HpcClient.Casting.Selection;
using HpcClient.Flywheel.Jobs;
using HpcClient.Scheduling;
using HpcClient.Scheduling.Priorities;
using HpcClient.Settings.Cast;
using HpcClient.Settings.Folder;

namespace HpcClient.Casting.Tests.Recorded;

/// <summary>Scripts against what the Python client really wrote: custom ones byte for byte, default ones by their directives.</summary>
public sealed class RecordedCastTests
{
    private static readonly WorkFolder Folder = new("/shared/fw-hpc");

    private static readonly string[] DirectiveMarks = ["#SBATCH", "#BSUB", "#$"];

    // Faults of the Python client that are no contract: it took the tag my-cpu=5 for cpu=5, and gave LSF a bare size where
    // LSF wants a resource string. docs/reference/settings.md says so.
    private static readonly string[] KnownDifferences = ["#SBATCH --cpus-per-task=5", "#$ -pe threaded 5", "#BSUB -R 3G"];

    public static TheoryData<string> Names() => [.. RecordedCast.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_script_that_the_Python_client_wrote_is_written_or_refused_in_words(string name)
    {
        var recorded = RecordedCast.Read(name, Folder.Root);
        var settings = CastSettingsReader.Parse(recorded.CastYml, "cast.yml").Settings;
        if (settings is null)
        {
            recorded.Scripts.ShouldBeEmpty("only what the Python client refused may be refused");
            return;
        }

        var defaults = SchedulerRegistry.Defaults(settings.Cluster)!;
        var planner = new JobPlanner(new(settings, defaults), ScriptRenderer.Create(Folder, settings, defaults).Renderer!, new(settings, new NoPriority()));
        foreach (var (id, theirs) in recorded.Scripts)
        {
            var job = recorded.Jobs.First(j => j.Id == id);
            switch (planner.Plan(new Candidate(job)))
            {
                case PlanResult.Planned { Plan: var plan } when settings.Script is not null:
                    plan.Script.ShouldBe(DropsFlag(job) ? theirs.Replace("echo False", "echo True", StringComparison.Ordinal) : theirs);
                    break;
                case PlanResult.Planned { Plan: var plan }:
                    Directives(theirs).Except(Directives(plan.Script)).Except(KnownDifferences).ShouldBeEmpty(plan.Script);
                    break;
                case PlanResult.Malformed malformed:
                    // The Python client put a default in its place; we tell the user.
                    IsMalformed(job).ShouldBeTrue(malformed.Reason);
                    break;
                case var other:
                    Assert.Fail($"{id}: {other}");
                    break;
            }
        }
    }

    // Quotes and the blank before a path are wording; values are not.
    private static List<string> Directives(string script) =>
    [
        .. script.Split('\n')
            .Where(l => DirectiveMarks.Any(m => l.StartsWith(m, StringComparison.Ordinal)))
            .Select(l => l.Replace("\"", "", StringComparison.Ordinal).Replace("--output ", "--output=", StringComparison.Ordinal).Trim()),
    ];

    // It looked for singularity-debug beside the gear's options only, and so dropped what users had set.
    private static bool DropsFlag(FlywheelJob job) => job.Config?.Config?.ContainsKey("singularity-debug") == true;

    private static bool IsMalformed(FlywheelJob job) => (job.Tags ?? []).Any(t => t is "cpu=zero" or "ram=lots" or "cpu=-1" or "ram=12M" or "cpu=0" or "ram=0")
        || job.Config?.Config?.Count > 0;
}
