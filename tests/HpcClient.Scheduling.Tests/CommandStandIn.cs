using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Submission;

namespace HpcClient.Scheduling.Tests;

/// <summary>A folder of bash scripts in place of a scheduler's commands; each call is counted.</summary>
internal sealed class CommandStandIn : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _scheduler;

    private CommandStandIn(string scheduler)
    {
        _scheduler = scheduler;
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

    public IScheduler Scheduler => SchedulerRegistry.Create(_scheduler, Context);

    public static CommandStandIn Slurm() => new CommandStandIn("slurm")
        .With("squeue", "true").With("sacct", "true").With("scontrol", "true").With("scancel", "true").With("sinfo", "echo main").With("sbatch", "echo Submitted batch job 1");

    public static CommandStandIn Sge() => new CommandStandIn("sge")
        .With("qsub", "echo 'Your job 1 (\"fw-a\") has been submitted'").With("qstat", "echo '<job_info/>'").With("qacct", "true").With("qdel", "true");

    public static CommandStandIn Lsf() => new CommandStandIn("lsf")
        .With("bsub", "cat > /dev/null; echo 'Job <1> is submitted to queue <normal>.'").With("bjobs", "echo 'No job found' >&2")
        .With("bacct", "echo 'No matching job found' >&2; exit 255").With("bkill", "true").With("bqueues", "echo normal");

    /// <summary>Replaces one command; <c>FS</c> holds the separator of fields that Slurm is asked for.</summary>
    public CommandStandIn With(string program, string body)
    {
        _folder.Script(program, $"printf '%s\\n' \"$*\" >> '{_folder.File(program + ".calls")}'\nFS=$'\\x1f'\n{body}");
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
