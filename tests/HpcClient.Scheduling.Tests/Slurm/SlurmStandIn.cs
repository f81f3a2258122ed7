using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Submission;

namespace HpcClient.Scheduling.Tests.Slurm;

/// <summary>A folder of bash scripts in place of Slurm's commands; each call is counted.</summary>
internal sealed class SlurmStandIn : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SlurmStandIn()
    {
        With("squeue", "true").With("sacct", "true").With("scontrol", "true").With("scancel", "true").With("sinfo", "echo main").With("sbatch", "echo Submitted batch job 1");
        Context = new()
        {
            LocalStateFolder = _folder.File("local"),
            ShepherdCommand = ["false"],
            ProgramFolder = _folder.Path,
            SubmitTimeout = TimeSpan.FromSeconds(20),
            QueryTimeout = TimeSpan.FromSeconds(20),
        };
    }

    public SchedulerContext Context { get; set; }

    public IScheduler Scheduler => SchedulerRegistry.Create("slurm", Context);

    /// <summary>Replaces one command; <c>FS</c> holds the separator of fields.</summary>
    public SlurmStandIn With(string program, string body)
    {
        _folder.Script(program, $"echo \"$@\" >> '{_folder.File(program + ".calls")}'\nFS=$'\\x1f'\n{body}");
        return this;
    }

    public string[] CallsOf(string program) => File.Exists(_folder.File(program + ".calls")) ? File.ReadAllLines(_folder.File(program + ".calls")) : [];

    public string File_(string name) => _folder.File(name);

    public async Task<SubmissionResult> Submit(SubmissionIntent? intent = null) =>
        (await Scheduler.SubmitAsync([intent ?? Intents.Of(_folder.Script("job.sh", "true"))], default)).Single();

    public Task<SchedulerSnapshot> Observe(string[]? ids = null, string[]? names = null) => Scheduler.ObserveAsync(
        new() { SchedulerJobIds = ids ?? [], JobNames = names ?? [], Since = TimeProvider.System.GetUtcNow().AddHours(-2) }, default);

    public void Dispose() => _folder.Dispose();
}
