using HpcClient.Casting.Verdicts;

namespace HpcClient.Casting.Tests.Verdicts;

public sealed class MemoryGrowthTests
{
    private const long G = 1L << 30;

    [Theory]
    [InlineData("slurm", 1, 4 * G, 2.0, null, 8 * G)]
    [InlineData("slurm", 4, 4 * G, 1.5, null, 8 * G)] // 1.5G for each CPU cannot be asked for: 2G
    [InlineData("slurm", 4, 4 * G, 1.5, 6 * G, null)] // and 6G neither, so there is nothing between
    [InlineData("sge", 2, 4 * G, 2.0, 7 * G, 6 * G)]
    [InlineData("local", 4, 3 * G, 1.1, null, 4 * G)]
    [InlineData("local", 4, 5 * G, 1.1, null, 6 * G)] // counts for the job, whatever its CPUs
    [InlineData("slurm", 1, 8 * G, 2.0, 8 * G, null)]
    [InlineData("lsf", 1, 4_000_000_000, 2.0, null, 8_000_000_000)]
    public void It_grows_in_steps_that_can_be_asked_for(string cluster, int cpus, long bytes, double factor, long? most, long? expected) =>
        MemoryGrowth.Next(cluster, cpus, bytes, factor, most).ShouldBe(expected);
}
