using HpcClient.Engine.Usage;
using HpcClient.Settings.Records;

namespace HpcClient.Engine.Tests.Usage;

public sealed class UsageSentenceTests
{
    private static readonly AttemptRecord Attempt = new()
    {
        JobId = "j", Attempt = 1, Nonce = "n", Asked = "", AskedCpus = 4, AskedMemoryBytes = 16L << 30, AskedWalltimeSeconds = 7200,
    };

    [Fact]
    public void It_says_what_was_asked_and_what_was_used() => UsageSentence.Of(
        new() { Source = "cgroup", CpuSeconds = 3460, PeakMemoryBytes = (long)(3.1 * (1 << 30)), WallSeconds = 2110.4, Cpus = 4 }, Attempt)
        .ShouldBe("asked 16G and 4 CPUs for 2:00:00; used at most 3.1 GiB, 41 % of the CPUs, 0:35:10");

    [Fact]
    public void Without_the_clients_word_it_says_what_the_scheduler_gave() => UsageSentence.Of(
        new() { Source = "processes", CpuSeconds = 1, PeakMemoryBytes = 5 << 20, WallSeconds = 2, Cpus = 1, MemoryBytes = 100 << 20 }, null)
        .ShouldBe("had 100M and 1 CPU; used at most 5 MiB in one process, 50 % of the CPU, 0:00:02");

    [Fact]
    public void What_is_not_known_is_not_said() => UsageSentence.Of(new() { Source = "processes", WallSeconds = 61 }, null).ShouldBe("used 0:01:01");
}
