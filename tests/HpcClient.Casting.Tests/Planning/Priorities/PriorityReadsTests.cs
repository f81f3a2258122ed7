using HpcClient.Casting.Planning.Priorities;
using HpcClient.Casting.Selection;
using HpcClient.Casting.Tests.Sweeping;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Jobs;
using static HpcClient.Casting.Tests.Sweeping.CastingDesk;

namespace HpcClient.Casting.Tests.Planning.Priorities;

/// <summary>Priorities that the site's list leaves out are asked for, for no job more than is needed.</summary>
public sealed class PriorityReadsTests
{
    private readonly AnsweringSite _site = new();
    private readonly RecordedLog _log = new();
    private readonly PriorityReads _reads;

    public PriorityReadsTests() => _reads = new(_site, _log);

    [Fact]
    public async Task A_job_whose_priority_the_list_tells_or_that_needs_none_is_not_read()
    {
        var told = new Candidate(new() { IdField = Job, Priority = null });
        var unneeded = new Candidate(new() { IdField = Other });

        (await CompleteAsync([told, unneeded], needs: job => job.Id == Job)).ShouldBe([(Job, null, false), (Other, null, false)]);

        _site.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(17)]
    public async Task Each_other_job_is_read_once_and_passed_on_in_its_place_with_what_the_list_told_of_it(int count)
    {
        var jobs = Listed(count);

        var answers = await CompleteAsync(jobs);

        answers.ShouldBe(jobs.Select(job => (job.Id, (string?)"high", false)));
        _site.Calls.ShouldBe(jobs.Select(job => $"get {job.Id}"));
    }

    [Fact]
    public async Task What_the_list_told_of_a_job_stays_as_it_is()
    {
        var listed = new Candidate(new() { IdField = Job, Tags = ["hpc", "cpu=4"] });
        _site.Jobs[Job] = new() { IdField = Job, Priority = "high", Tags = ["other"] };

        await foreach (var (candidate, _) in _reads.CompleteAsync(All([listed]), _ => true, Token))
        {
            candidate.Job.Tags.ShouldBe(["hpc", "cpu=4"]);
            candidate.Job.Priority.ShouldBe("high");
        }
    }

    [Fact]
    public async Task A_job_that_cannot_be_read_now_or_is_gone_waits_and_one_that_may_not_be_read_goes_without()
    {
        var jobs = Listed(4);
        _site.Fault = call => call == $"get {jobs[0].Id}" ? Fault(SiteFault.Busy) : call == $"get {jobs[1].Id}" ? Fault(SiteFault.NotFound) : call == $"get {jobs[2].Id}" ? Fault(SiteFault.NotAllowed) : null;

        (await CompleteAsync(jobs)).ShouldBe([(jobs[0].Id, null, true), (jobs[1].Id, null, true), (jobs[2].Id, null, false), (jobs[3].Id, "high", false)]);
        _reads.Warn();

        _log.Warnings.ShouldBe(
        [
            "The priority of 2 jobs could not be read; they wait for the next sweep. The first: The site said Busy.",
            "The site does not tell the priority of 1 jobs; they go without one. The first: The site said Busy.",
        ]);
    }

    [Fact]
    public async Task Where_all_could_be_read_nothing_is_told()
    {
        await CompleteAsync(Listed(3));

        _reads.Warn();

        _log.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_site_that_is_away_for_all_of_them_ends_the_sweep_and_one_that_allows_none_does_not()
    {
        _site.Fault = _ => Fault(SiteFault.Unreachable);
        (await Should.ThrowAsync<SiteException>(() => CompleteAsync(Listed(2)))).Fault.ShouldBe(SiteFault.Unreachable);

        _site.Fault = _ => Fault(SiteFault.NotAllowed);
        (await CompleteAsync(Listed(2))).ShouldAllBe(answer => !answer.Waits);
    }

    private List<Candidate> Listed(int count)
    {
        var jobs = Enumerable.Range(1, count).Select(i => new Candidate(new() { IdField = $"{i:x24}" })).ToList();
        jobs.ForEach(job => _site.Jobs[job.Id] = new() { IdField = job.Id, Priority = "high" });
        return jobs;
    }

    private async Task<List<(string Id, string? Priority, bool Waits)>> CompleteAsync(List<Candidate> jobs, Func<Candidate, bool>? needs = null)
    {
        var answers = new List<(string, string?, bool)>();
        await foreach (var (candidate, waits) in _reads.CompleteAsync(All(jobs), needs ?? (_ => true), Token))
        {
            answers.Add((candidate.Id, candidate.Job.Priority, waits));
        }

        return answers;
    }

    private static async IAsyncEnumerable<Candidate> All(IEnumerable<Candidate> jobs)
    {
        await Task.CompletedTask;
        foreach (var job in jobs)
        {
            yield return job;
        }
    }
}
