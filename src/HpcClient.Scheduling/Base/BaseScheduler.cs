using HpcClient.Scheduling.Commands;
using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Submission;
using Microsoft.Extensions.Logging;

namespace HpcClient.Scheduling.Base;

/// <summary>
/// The example cluster: it runs the submit command, <c>echo</c> unless cast.yml says otherwise, and no job. Such a job waits
/// for ever, so that nobody is told of an end that never was.
/// </summary>
internal sealed class BaseScheduler(SchedulerContext context) : IScheduler
{
    private static readonly CommandFamily Family = new() { Product = "The base cluster" };

    private static readonly SubmitLanguage Language = new()
    {
        Program = "echo",
        Controller = "nobody",
        JobId = result => result.Succeeded ? BaseDefaults.Name : null,
        LostAnswers = [],
        Known = [],
    };

    /// <inheritdoc/>
    public string Name => BaseDefaults.Name;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SubmissionResult>> SubmitAsync(IReadOnlyList<SubmissionIntent> intents, CancellationToken cancellationToken)
    {
        context.Logger?.LogWarning("The cluster 'base' runs nothing: it is for trying scripts and commands. Its jobs stay as they are at the site until somebody cancels them.");
        var results = await new SubmitCommand(new(Family, context), Language, context).RunAsync(intents, cancellationToken);

        // Nothing hands out a number here, so that the name has to serve as one.
        return [.. results.Zip(intents, (result, intent) => result is SubmissionResult.Accepted ? new SubmissionResult.Accepted(intent.JobName) : result)];
    }

    /// <inheritdoc/>
    public Task<SchedulerSnapshot> ObserveAsync(ObservationQuery query, CancellationToken cancellationToken) => Task.FromResult(new SchedulerSnapshot
    {
        At = context.TimeProvider.GetUtcNow(),
        Observations = [.. query.SchedulerJobIds.Select(id => new Observation
        {
            SchedulerJobId = id,
            JobName = id,
            Phase = SchedulerPhase.Queued,
            RawState = "shown",
            Reason = "the cluster 'base' runs nothing",
            Witness = BaseDefaults.Name,
        })],
        QueueAnswered = true,
        AccountingAnswered = true,
    });

    /// <inheritdoc/>
    public Task<string?> CancelAsync(string schedulerJobId, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    /// <inheritdoc/>
    public Task<string?> CheckAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);
}
