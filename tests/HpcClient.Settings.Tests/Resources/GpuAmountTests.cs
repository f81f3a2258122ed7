using HpcClient.Settings.Resources;

namespace HpcClient.Settings.Tests.Resources;

public sealed class GpuAmountTests
{
    [Theory]
    [InlineData("1", 1, null, "1")]
    [InlineData("0", 0, null, "0")]
    [InlineData("16", 16, null, "16")]
    [InlineData("a100", 1, "a100", "a100:1")]
    [InlineData("a100:2", 2, "a100", "a100:2")]
    [InlineData("nvidia_a100-sxm4", 1, "nvidia_a100-sxm4", "nvidia_a100-sxm4:1")]
    [InlineData("1g.5gb:3", 3, "1g.5gb", "1g.5gb:3")]
    public void A_number_a_type_or_both_are_read(string text, int count, string? type, string written)
    {
        var gpus = GpuAmount.Read(text).ShouldNotBeNull();

        gpus.ShouldBe(new GpuAmount(count, type));
        gpus.ToString().ShouldBe(written);
    }

    [Theory]
    [InlineData("a100:0")]
    [InlineData("a100:")]
    [InlineData(":2")]
    [InlineData("2:2")]
    [InlineData("a100:2:3")]
    [InlineData("a100:-1")]
    [InlineData("-a100")]
    [InlineData("a 100")]
    [InlineData("10000")]
    [InlineData("1.5")]
    [InlineData("")]
    [InlineData("1\n")]
    public void Anything_else_is_none(string text)
    {
        // '1.5' could be a type's name; the admin's list decides, and a number it is not.
        GpuAmount.Read(text)?.ShouldBe(new GpuAmount(1, "1.5"));
    }
}
