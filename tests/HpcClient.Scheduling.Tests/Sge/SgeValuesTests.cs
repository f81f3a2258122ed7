using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Sge;

namespace HpcClient.Scheduling.Tests.Sge;

public sealed class SgeValuesTests
{
    [Theory]
    [InlineData("4.680MB", 4907335L)]
    [InlineData("0.000B", 0L)]
    [InlineData("1G", 1073741824L)]
    [InlineData("1g", 1000000000L)]
    [InlineData("1k", 1000L)]
    [InlineData("25.166KB", 25769L)]
    [InlineData("4096", 4096L)]
    [InlineData("", null)]
    [InlineData("B", null)]
    [InlineData("lots", null)]
    public void Memory_is_read_in_bytes(string text, long? bytes) => SgeValues.Memory(text).ShouldBe(bytes);

    [Theory]
    [InlineData("0.007s", 0.007)]
    [InlineData("3s", 3)]
    [InlineData("60", 60)]
    [InlineData("4:00:00", 14400)]
    public void Spans_are_read(string text, double seconds) => SgeValues.Span(text).ShouldNotBeNull().TotalSeconds.ShouldBe(seconds, 0.0005);

    [Theory]
    [InlineData("INFINITY")]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    public void Strange_spans_are_none(string text) => SgeValues.Span(text).ShouldBeNull();

    [Theory]
    [InlineData("Sun Nov 22 20:25:44 2026")]
    [InlineData("2026-11-22T20:25:44")]
    [InlineData("11/22/2026 20:25:44")]
    [InlineData("11/22/2026 20:25:44.000")]
    public void Times_are_read_in_each_form(string text) => SgeValues.Time(text).ShouldBe(new DateTimeOffset(2026, 11, 22, 20, 25, 44, TimeSpan.Zero));

    [Fact]
    public void A_day_of_one_digit_is_padded() => SgeValues.Time("Sun Nov  1 02:05:04 2026").ShouldBe(new DateTimeOffset(2026, 11, 1, 2, 5, 4, TimeSpan.Zero));

    [Theory]
    [InlineData("-/-")]
    [InlineData("")]
    [InlineData("Thu Jan  1 00:00:00 1970")]
    public void No_time_is_none(string text) => SgeValues.Time(text).ShouldBeNull();

    [Theory]
    [InlineData("qw", SchedulerPhase.Queued)]
    [InlineData("hqw", SchedulerPhase.Queued)]
    [InlineData("Rq", SchedulerPhase.Queued)]
    [InlineData("hRwq", SchedulerPhase.Queued)]
    [InlineData("r", SchedulerPhase.Running)]
    [InlineData("hr", SchedulerPhase.Running)]
    [InlineData("t", SchedulerPhase.Running)]
    [InlineData("Rr", SchedulerPhase.Running)]
    [InlineData("s", SchedulerPhase.Running)]
    [InlineData("S", SchedulerPhase.Running)]
    [InlineData("tT", SchedulerPhase.Running)]
    [InlineData("dr", SchedulerPhase.Running)]
    [InlineData("dRr", SchedulerPhase.Running)]
    [InlineData("Eqw", SchedulerPhase.Ended)]
    [InlineData("EhRqw", SchedulerPhase.Ended)]
    [InlineData("x", SchedulerPhase.Unknown)]
    [InlineData("", SchedulerPhase.Unknown)]
    public void State_letters_are_mapped(string letters, object phase) => SgeState.Read(letters).Phase.ShouldBe((SchedulerPhase)phase);

    [Theory]
    [InlineData("fw-64b5bce63a26373568590001", "fw-64b5bce63a26373568590001")]
    [InlineData("job-64b5bce63a26373568590001.sh", "fw-64b5bce63a26373568590001")]
    [InlineData("job-.sh", "job-.sh")]
    [InlineData("STDIN", "STDIN")]
    [InlineData("nightly-check.sh", "nightly-check.sh")]
    [InlineData("job-of-another-user", "job-of-another-user")]
    public void A_script_without_a_name_is_known_by_its_file(string name, string ours) => SgeNames.OurName(name).ShouldBe(ours);
}
