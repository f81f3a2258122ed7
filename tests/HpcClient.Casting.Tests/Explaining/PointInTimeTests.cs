using HpcClient.Casting.Explaining;

namespace HpcClient.Casting.Tests.Explaining;

/// <summary>Times as people give them to commands.</summary>
public sealed class PointInTimeTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("30m", "2026-03-01 11:30:00Z")]
    [InlineData("12h", "2026-03-01 00:00:00Z")]
    [InlineData("2d", "2026-02-27 12:00:00Z")]
    [InlineData("1w", "2026-02-22 12:00:00Z")]
    [InlineData("2026-02-28", "2026-02-28 00:00:00Z")]
    [InlineData("2026-02-28T06:30", "2026-02-28 06:30:00Z")]
    [InlineData("99999w", "1970-01-01 00:00:00Z")]
    public void How_long_ago_and_dates_are_understood(string text, string time) => PointInTime.Read(text, Now)!.Value.ToString("u").ShouldBe(time);

    [Theory]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("2")]
    [InlineData("-2d")]
    [InlineData("2 d")]
    [InlineData("yesterday")]
    [InlineData("2026-02-30")]
    [InlineData("999999d")]
    public void Anything_else_is_none(string text) => PointInTime.Read(text, Now).ShouldBeNull();
}
