using HpcClient.Scheduling.Observations;

namespace HpcClient.Scheduling.Tests.Observations;

public sealed class PlainWordsTests
{
    [Fact]
    public void A_line_is_cut_where_it_is_longer_than_200_letters()
    {
        PlainWords.Of(new('x', 200)).ShouldBe(new('x', 200));
        PlainWords.Of(new('x', 201)).ShouldBe(new string('x', 200) + "…");
    }

    [Theory]
    [InlineData(0, "0 CPUs")]
    [InlineData(1, "1 CPU")]
    [InlineData(4, "4 CPUs")]
    public void A_number_of_things_is_told_in_one_or_many(int number, string words) => PlainWords.Count(number, "CPU").ShouldBe(words);

    [Fact]
    public void Resources_that_are_asked_for_are_told_and_none_is_a_place()
    {
        new AskedResources { Gpus = 2, Cpus = 1, MemoryBytes = 1536L << 20 }.Words().ShouldBe("2 free GPUs, a free CPU and 1.5G of memory");
        new AskedResources { Gpus = 0, Cpus = 0, MemoryBytes = 0, Place = "" }.Words().ShouldBe("a free place");
    }
}
