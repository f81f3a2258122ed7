using HpcClient.Settings.Resources;

namespace HpcClient.Settings.Tests.Resources;

public sealed class WalltimeFormatTests
{
    [Theory]
    [InlineData("4:00:00", "4:00:00")]
    [InlineData("04:00:00", "4:00:00")]
    [InlineData("36:30:15", "36:30:15")]
    [InlineData("8760:00:00", "8760:00:00")]
    [InlineData("2-12", "60:00:00")]
    [InlineData("2-6:30:00", "54:30:00")]
    [InlineData("0-1", "1:00:00")]
    [InlineData("365-0", "8760:00:00")]
    [InlineData("1m", "0:01:00")]
    [InlineData("90m", "1:30:00")]
    [InlineData("4h", "4:00:00")]
    [InlineData("4H", "4:00:00")]
    [InlineData("2d", "48:00:00")]
    [InlineData("0:01:00", "0:01:00")]
    public void A_walltime_is_read_and_written_in_full(string text, string written)
    {
        var walltime = WalltimeFormat.Read(text).ShouldNotBeNull();

        WalltimeFormat.Write(walltime).ShouldBe(written);
        WalltimeFormat.Read(written).ShouldBe(walltime);
    }

    [Theory]
    [InlineData("240")]
    [InlineData("4:00")]
    [InlineData("4")]
    [InlineData("4:60:00")]
    [InlineData("4:00:60")]
    [InlineData("4:0:0")]
    [InlineData("1-24")]
    [InlineData("1-24:00:00")]
    [InlineData("1-12:30")]
    [InlineData("0:00:59")]
    [InlineData("0m")]
    [InlineData("59s")]
    [InlineData("8760:00:01")]
    [InlineData("366d")]
    [InlineData("365-1")]
    [InlineData("999999d")]
    [InlineData("4 h")]
    [InlineData("1.5h")]
    [InlineData("-1h")]
    [InlineData("4h\n")]
    [InlineData("UNLIMITED")]
    [InlineData("")]
    public void What_means_different_things_to_different_people_is_none(string text) => WalltimeFormat.Read(text).ShouldBeNull();
}
