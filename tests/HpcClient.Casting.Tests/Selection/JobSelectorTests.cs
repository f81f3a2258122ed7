using HpcClient.Casting.Selection;
using HpcClient.Casting.Tests.Sweeping;
using HpcClient.Flywheel.Jobs;
using HpcClient.Settings.Cast;

namespace HpcClient.Casting.Tests.Selection;

public sealed class JobSelectorTests
{
    private static readonly CastSettings ByTag = new() { Cluster = "slurm", CastOnTag = true };
    private static readonly CastSettings ByGear = new() { Cluster = "slurm", CastGearWhitelist = ["mriqc", "dcm2niix"] };

    private readonly RecordedLog _log = new();

    [Theory]
    [InlineData(true, JobState.Running)]
    [InlineData(false, JobState.Pending)]
    public async Task A_hold_engine_leaves_our_jobs_running_and_without_one_they_are_pending(bool holds, JobState state)
    {
        var site = new ListedSite();
        await Select(site, ByTag with { UseHoldEngine = holds });
        site.Asked.ShouldNotBeNull().State.ShouldBe(state);
    }

    [Fact]
    public async Task The_site_is_asked_by_tag_or_by_gear_and_never_by_both()
    {
        var site = new ListedSite();

        await Select(site, ByTag with { CastGearWhitelist = ["mriqc"] });
        site.Asked!.Tags.ShouldBe(["hpc"]);
        site.Asked.GearNames.ShouldBeEmpty();

        await Select(site, ByGear);
        site.Asked!.Tags.ShouldBeEmpty();
        site.Asked.GearNames.ShouldBe(["mriqc", "dcm2niix"]);
    }

    [Fact]
    public async Task What_cannot_be_read_is_passed_over_and_named_and_the_others_go_on()
    {
        var site = new ListedSite(
            new ListedJob.Broken("abc", "its config is no object"), new ListedJob.Broken(null, "it is a text"), Job("../../etc/passwd\u001b"), Job(""), Job(Id(1)));

        (await Select(site, ByTag)).ShouldBe([Id(1)]);

        _log.Warnings.ShouldBe(
        [
            "Job abc was passed over: its config is no object",
            "Job without id was passed over: it is a text",
            "A job was passed over: its id '../../etc/passwd?' is not 24 hex digits.",
            "A job was passed over: its id '' is not 24 hex digits.",
        ]);
    }

    [Fact]
    public async Task Every_filter_tag_must_be_there_letter_for_letter()
    {
        var site = new ListedSite(Job(Id(1), tags: ["hpc", "a"]), Job(Id(2), tags: ["b", "hpc", "a"]), Job(Id(3), tags: ["hpc", "A", "b"]), Job(Id(4)));

        (await Select(site, ByTag with { FilterTags = ["a", "b"] })).ShouldBe([Id(2)]);
        (await Select(site, ByTag)).ShouldBe([Id(1), Id(2), Id(3), Id(4)]);
    }

    [Fact]
    public async Task A_gear_whose_name_only_holds_a_listed_one_is_not_taken_and_said_once()
    {
        var site = new ListedSite(Job(Id(1), "mriqc"), Job(Id(2), "mriqc-extra"), Job(Id(3), "mriqc-extra"), Job(Id(4), "MRIQC"), Job(Id(5), null));

        (await Select(site, ByGear)).ShouldBe([Id(1)]);

        _log.Warnings.Count.ShouldBe(3);
        _log.Warnings[0].ShouldBe(
            "Jobs of the gear 'mriqc-extra' are not taken: cast_gear_whitelist names only a part of it. Add 'mriqc-extra' in full if its jobs are to run here, as they did with the Python client.");
    }

    [Fact]
    public async Task All_that_is_listed_and_readable_is_heard_of_also_what_is_not_ours()
    {
        var heard = new List<string>();
        var site = new ListedSite(Job(Id(1), "other"), Job("x"), Job(Id(2), "mriqc"));

        await foreach (var _ in new JobSelector(site, ByGear, _log, job => heard.Add(job.Id)).SelectAsync(default))
        {
        }

        heard.ShouldBe([Id(1), Id(2)]);
    }

    [Theory]
    [InlineData("0123456789abcdef01234567", true)]
    [InlineData("0123456789abcdef0123456", false)]
    [InlineData("0123456789abcdef012345678", false)]
    [InlineData("0123456789abcdef0123456g", false)]
    [InlineData("0123456789ABCDEF01234567", false)]
    [InlineData("0123456789abcdef0123456/", false)]
    [InlineData("", false)]
    public void An_id_has_24_small_hex_digits(string id, bool isValid) => JobId.IsValid(id).ShouldBe(isValid);

    [Fact]
    public void A_candidate_tells_gear_and_user_as_far_as_they_are_known()
    {
        var job = new FlywheelJob { IdField = Id(1) };
        new Candidate(job).Gear.ShouldBe("unknown gear");
        new Candidate(job with { GearInfo = new() { Name = "" } }).Gear.ShouldBe("unknown gear");
        new Candidate(job with { GearInfo = new() { Name = "mriqc" } }).Gear.ShouldBe("mriqc");
        new Candidate(job with { GearInfo = new() { Name = "mriqc", Version = "1.0" } }).Gear.ShouldBe("mriqc 1.0");

        new Candidate(job).User.ShouldBeNull();
        new Candidate(job with { Origin = new() { Type = "user", Id = "" } }).User.ShouldBeNull();
        new Candidate(job with { Origin = new() { Type = "job", Id = "x" } }).User.ShouldBeNull();
        new Candidate(job with { Origin = new() { Type = "user", Id = "ann@example.org" } }).User.ShouldBe("ann@example.org");
    }

    [Fact]
    public void A_claim_is_asked_for_by_the_narrowest_tag_and_the_gears_that_the_settings_have()
    {
        new ClaimRule(ByTag).Filter.Tags.ShouldBe(["hpc"]);
        new ClaimRule(ByTag).Filter.GearNames.ShouldBeEmpty();
        new ClaimRule(ByTag).Words.ShouldBe("have the tag 'hpc'");
        new ClaimRule(ByGear).Filter.Tags.ShouldBeEmpty();
        new ClaimRule(ByGear).Filter.GearNames.ShouldBe(["mriqc", "dcm2niix"]);
        new ClaimRule(ByGear).Words.ShouldBe("are of the gears mriqc, dcm2niix");
        new ClaimRule(ByTag with { FilterTags = ["a", "b"] }).Filter.Tags.ShouldBe(["a"]);
        new ClaimRule(ByGear with { FilterTags = ["a"] }).Filter.Tags.ShouldBe(["a"]);
        new ClaimRule(ByGear with { FilterTags = ["a"] }).Filter.GearNames.ShouldBe(["mriqc", "dcm2niix"]);
        new ClaimRule(ByTag).NeedsLook.ShouldBeFalse();
        new ClaimRule(ByTag with { FilterTags = ["a"] }).NeedsLook.ShouldBeTrue();
    }

    [Theory]
    [InlineData(true, "hpc,a,b", true)]
    [InlineData(true, "hpc,a", false)]
    [InlineData(true, "a,b", false)]
    [InlineData(true, "HPC,a,b", false)]
    [InlineData(true, "", false)]
    [InlineData(false, "mriqc,a,b", true)]
    [InlineData(false, "mriqc,b", false)]
    [InlineData(false, "hpc,a,b", false)]
    public void A_job_is_claimed_only_with_all_its_tags(bool byTag, string tags, bool takes) =>
        new ClaimRule((byTag ? ByTag : ByGear) with { FilterTags = ["a", "b"] })
            .Takes(new() { IdField = Id(1), Tags = tags.Length == 0 ? null : tags.Split(',') }).ShouldBe(takes);

    [Theory]
    [InlineData("mriqc", true)]
    [InlineData("mriqc2", false)]
    [InlineData(null, false)]
    public void A_job_of_a_listed_gear_is_known_by_the_gear_that_a_current_site_tells(string? gear, bool takes) =>
        new ClaimRule(ByGear).Takes(new() { IdField = Id(1), GearInfo = gear is null ? null : new() { Name = gear } }).ShouldBe(takes);

    private async Task<List<string>> Select(ListedSite site, CastSettings settings)
    {
        var ids = new List<string>();
        await foreach (var candidate in new JobSelector(site, settings, _log).SelectAsync(default))
        {
            ids.Add(candidate.Id);
        }

        return ids;
    }

    private static string Id(int number) => $"64b5bce63a2637356859{number:D4}";

    private static ListedJob.Readable Job(string id, string? gear = "mriqc", string[]? tags = null) =>
        new(new() { IdField = id, GearInfo = gear is null ? null : new() { Name = gear }, Tags = tags });
}
