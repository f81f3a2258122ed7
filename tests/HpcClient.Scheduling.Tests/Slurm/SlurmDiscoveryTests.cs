using HpcClient.Scheduling.Slurm;

namespace HpcClient.Scheduling.Tests.Slurm;

public sealed class SlurmDiscoveryTests
{
    [Fact]
    public void Rows_of_one_partition_are_put_together_and_what_is_down_is_left_out()
    {
        var found = SlurmDiscovery.Partitions("""
            main|main*|1-00:00:00|16|64000|(null)|up
            main|main*|1-00:00:00|64+|256000+|gpu:a100:4(S:0-1),gpu:v100:2|up
            long|long|infinite|16|64000|(null)|up
            debug|debug|30:00|4|8000|gpu:1|up
            old|old|infinite|16|64000|(null)|down
            """);

        found.Select(partition => partition.Name).ShouldBe(["main", "long", "debug"]);
        found[0].IsDefault.ShouldBeTrue();
        (found[0].MaxCpus, found[0].MaxMemoryMegabytes, found[0].MaxGpus, found[0].MaxWalltime).ShouldBe((64, 256000, 6, TimeSpan.FromDays(1)));
        found[0].GpuTypes.ShouldBe(["a100", "v100"]);
        found[1].MaxWalltime.ShouldBeNull();
        (found[2].MaxWalltime, found[2].MaxGpus, found[2].GpuTypes.Count).ShouldBe((TimeSpan.FromMinutes(30), 1, 0));
    }
}
