using HpcClient.Engine.Usage;

namespace HpcClient.Engine.Tests.Usage;

public sealed class PeakMemoryTests
{
    [Fact]
    public void Cache_of_files_is_not_what_a_gear_needed()
    {
        var peak = new PeakMemory();
        peak.Take(new(100, 50, 100));
        peak.Take(new(1000, 700, 1000));
        peak.Take(new(1000, 900, 1000));

        peak.Bytes.ShouldBe(300);
    }

    [Fact]
    public void A_peak_between_two_samples_is_seen_by_the_kernels_mark()
    {
        var peak = new PeakMemory();
        peak.Take(new(100, 50, 100));
        peak.Take(new(110, 60, 900));

        peak.Bytes.ShouldBe(840);
    }

    [Fact]
    public void A_mark_from_before_the_first_sample_is_not_ours()
    {
        var peak = new PeakMemory();
        peak.Take(new(100, 50, 5000));
        peak.Take(new(100, 50, 5000));

        peak.Bytes.ShouldBe(50);
    }

    [Fact]
    public void Without_the_kernels_mark_samples_are_all_there_is()
    {
        var peak = new PeakMemory();
        peak.Take(new(100, null, null));
        peak.Take(new(70, 30, null));
        peak.Take(default);

        peak.Bytes.ShouldBe(100);
    }
}
