using HpcClient.Settings.Resources;

namespace HpcClient.Settings.Tests.Resources;

public sealed class AmountTests
{
    [Theory]
    [InlineData("slurm", "4", 4, 4)]
    [InlineData("sge", "4", 4, 4)]
    [InlineData("sge", "4-8", 4, 8)]
    [InlineData("sge", "4-4", 4, 4)]
    public void Cpus_are_a_number_and_for_Grid_Engine_perhaps_a_range(string cluster, string text, int low, int high) =>
        CpuAmount.Read(cluster, text).ShouldBe(new CpuAmount(text, low, high));

    [Theory]
    [InlineData("slurm", "4-8")]
    [InlineData("lsf", "4-8")]
    [InlineData("sge", "8-4")]
    [InlineData("sge", "0-4")]
    [InlineData("sge", "4-")]
    [InlineData("sge", "4-8-12")]
    [InlineData("slurm", "0")]
    [InlineData("slurm", "1.5")]
    [InlineData("slurm", "1000000000")]
    public void Other_texts_are_no_cpus(string cluster, string text) => CpuAmount.Read(cluster, text).ShouldBeNull();

    [Theory]
    [InlineData("slurm", "8G", "8G", 8L << 30)]
    [InlineData("slurm", "8", "8G", 8L << 30)]
    [InlineData("sge", "8g", "8g", 8L << 30)]
    [InlineData("lsf", "8G", "rusage[mem=8000]", 8_000_000_000)]
    [InlineData("lsf", "rusage[mem=4000]", "rusage[mem=4000]", 4_000_000_000)]
    public void Memory_is_written_as_the_scheduler_takes_it(string cluster, string text, string value, long bytes) =>
        MemoryAmount.Read(cluster, text).ShouldBe(new MemoryAmount(value, bytes));

    [Theory]
    [InlineData("slurm", "rusage[mem=4000]")]
    [InlineData("lsf", "rusage[mem=0]")]
    [InlineData("lsf", "rusage[mem=4000] span[hosts=1]")]
    [InlineData("slurm", "12M")]
    [InlineData("slurm", "0G")]
    [InlineData("slurm", "1.5G")]
    [InlineData("slurm", "8 G")]
    [InlineData("slurm", "8GB")]
    public void Other_texts_are_no_memory(string cluster, string text) => MemoryAmount.Read(cluster, text).ShouldBeNull();

    [Fact]
    public void A_jobs_whole_memory_counts_its_cpus_where_the_scheduler_does_and_never_overflows()
    {
        var memory = MemoryAmount.Read("slurm", "999999G")!;

        memory.WholeBytes("slurm", 2).ShouldBe(memory.Bytes * 2);
        memory.WholeBytes("sge", 2).ShouldBe(memory.Bytes * 2);
        memory.WholeBytes("lsf", 2).ShouldBe(memory.Bytes);
        memory.WholeBytes("slurm", 999_999).ShouldBe(long.MaxValue);
    }
}
