using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Submission;

namespace HpcClient.Scheduling.Tests.Sge;

/// <summary>The Grid Engine of this machine, as the tests use it.</summary>
internal sealed class RealGridEngine(TemporaryFolder folder)
{
    public DateTimeOffset Since { get; } = TimeProvider.System.GetUtcNow();

    public IScheduler Scheduler { get; } = SchedulerRegistry.Create("sge", new() { LocalStateFolder = folder.Path, ShepherdCommand = ["false"] });

    public async Task NeedAsync()
    {
        if (await Scheduler.CheckAsync(default) is { } fault)
        {
            Assert.Skip($"No Grid Engine here: {fault}");
        }
    }

    /// <summary>A job of this body, with options as in the script's own directives.</summary>
    public SubmissionIntent Script(string body, string options = "-j y")
    {
        var name = Intents.NewName();
        var script = folder.Script($"{name}.sh", $"#$ -S /bin/bash\n#$ -N {name}\n#$ -j y\n#$ -o {folder.Path}/{name}.txt\n#$ {options}\n{body}");
        return Intents.Of(script, name, command: ["qsub", script]);
    }

    public async Task<string> Submit(SubmissionIntent intent) =>
        (await Scheduler.SubmitAsync([intent], default)).ShouldHaveSingleItem().ShouldBeOfType<SubmissionResult.Accepted>().SchedulerJobId;

    public Task<SchedulerSnapshot> Look(string id) => Scheduler.ObserveAsync(new() { SchedulerJobIds = [id], Since = Since }, default);

    public async Task<IReadOnlyList<Observation>> ByName(params string[] names) =>
        (await Scheduler.ObserveAsync(new() { JobNames = names, Since = Since }, default)).Observations;

    /// <summary>Waits for a phase. A job may be in neither queue nor accounting for a moment after its end.</summary>
    public async Task<Observation> Until(string id, SchedulerPhase phase) =>
        (await Eventually.Get(() => Look(id), snapshot => snapshot.Observations.SingleOrDefault()?.Phase == phase)).Observations[0];

    public Task<Observation> UntilEnded(string id) => Until(id, SchedulerPhase.Ended);
}
