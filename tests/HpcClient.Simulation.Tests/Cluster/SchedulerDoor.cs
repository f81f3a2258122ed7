using HpcClient.Scheduling;
using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Submission;
using HpcClient.Simulation.Tests.Client;

namespace HpcClient.Simulation.Tests.Cluster;

/// <summary>The scheduler as one client's process sees it: by commands that may fail before or after they have done their work.</summary>
internal sealed class SchedulerDoor(World world, Nerves nerves) : IScheduler
{
    public string Name => "slurm";

    public Task<IReadOnlyList<SubmissionResult>> SubmitAsync(IReadOnlyList<SubmissionIntent> intents, CancellationToken cancellationToken) =>
        Done<IReadOnlyList<SubmissionResult>>(() => [.. intents.Select(Submit)]);

    public Task<SchedulerSnapshot> ObserveAsync(ObservationQuery query, CancellationToken cancellationToken) => Done(() =>
    {
        nerves.Feel("before the queue is asked");
        var snapshot = Observe(query);
        nerves.Feel("after the queue was asked");
        return snapshot;
    });

    public Task<string?> CancelAsync(string schedulerJobId, CancellationToken cancellationToken) => Done(() =>
    {
        nerves.Feel("before a cancellation");
        var fault = world.GoesWrong(world.Weather.QueryFaultRate) ? "scancel: nobody knows" : null;
        if (fault is null || world.Dice.Chance(0.5))
        {
            world.Cluster.Cancel(schedulerJobId, "client");
        }

        nerves.Feel("after a cancellation");
        return fault;
    });

    public Task<string?> CheckAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    private SubmissionResult Submit(SubmissionIntent intent)
    {
        nerves.Feel("before a submission");
        var result = Outcome(intent);
        world.Trace.Say("slurm", $"{result}");
        nerves.Feel("after a submission");
        return result;
    }

    private SubmissionResult Outcome(SubmissionIntent intent)
    {
        if (!world.GoesWrong(world.Weather.SubmitFaultRate))
        {
            return new SubmissionResult.Accepted(Take(intent).Id);
        }

        switch (world.Dice.Between(1, 8))
        {
            case 1:
                return new SubmissionResult.Refused("sbatch: no such partition.", WorthRetrying: false);
            case 2:
            case 3:
                return new SubmissionResult.Refused("sbatch: too many jobs.", WorthRetrying: true);
            case 4:
            case 5:
                Take(intent);
                return new SubmissionResult.Ambiguous("sbatch: time-out.");
            case 6:
                return new SubmissionResult.Ambiguous("sbatch: no answer.");
            default:
                world.Time.After(world.Dice.Seconds(0, world.Weather.LatestTaken.TotalSeconds), () => Take(intent));
                return new SubmissionResult.Ambiguous("sbatch: time-out, and late.");
        }
    }

    private ClusterJob Take(SubmissionIntent intent) => world.Cluster.Take(intent.JobName, intent.Nonce);

    private SchedulerSnapshot Observe(ObservationQuery query)
    {
        var now = world.Time.Now;
        var queueAnswers = !world.GoesWrong(world.Weather.QueryFaultRate);
        var accountingAnswers = world.Weather.Accounting && !world.GoesWrong(world.Weather.QueryFaultRate);
        var wanted = world.Cluster.Jobs.Where(job => query.SchedulerJobIds.Contains(job.Id) || query.JobNames.Contains(job.Name)).ToList();
        var queued = queueAnswers ? wanted.Where(job => job.EndedAt is not { } ended || now - ended < world.Weather.MinJobAge).ToList() : [];
        var accounted = accountingAnswers ? wanted.Where(job => job.IsOver && job.AccountedAt <= now && !queued.Contains(job)).ToList() : [];
        return new()
        {
            At = now,
            Observations =
            [
                .. queued.Select(job => job.Seen("squeue", world.Weather.ShowsComments)),
                .. accounted.Select(job => job.Seen("sacct", world.Weather.ShowsComments)),
            ],
            QueueAnswered = queueAnswers,
            AccountingAnswered = accountingAnswers,
        };
    }

    private static Task<T> Done<T>(Func<T> act)
    {
        try
        {
            return Task.FromResult(act());
        }
        catch (Exception e)
        {
            return Task.FromException<T>(e);
        }
    }
}
