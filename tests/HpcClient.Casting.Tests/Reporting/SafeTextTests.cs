using HpcClient.Casting.Reporting;

namespace HpcClient.Casting.Tests.Reporting;

/// <summary>Text of strangers in our lines.</summary>
public sealed class SafeTextTests
{
    [Theory]
    [InlineData("gpu=2", "gpu=2")]
    [InlineData("Jürgen's 名前", "Jürgen's 名前")]
    [InlineData("a\nb\tc\u001b[2J", "a?b?c?[2J")]
    [InlineData("\u202egnp.exe", "?gnp.exe")]
    [InlineData("a\u2028b\u2029c", "a?b?c")]
    [InlineData("\ue000\ud83d\ude00", "???")]
    [InlineData("\u0378", "?")]
    [InlineData("", "")]
    public void What_breaks_or_turns_a_line_or_cannot_be_seen_is_a_question_mark(string text, string shown) => SafeText.Of(text).ShouldBe(shown);

    [Fact]
    public void A_long_one_is_cut_with_a_mark()
    {
        SafeText.Of(new string('x', 60)).ShouldBe(new string('x', 60));
        SafeText.Of(new string('x', 61)).ShouldBe(new string('x', 60) + "…");
    }

    [Theory]
    [InlineData("  why\r\nit failed\n ", "why it failed")]
    [InlineData("a\tb\u202ec\ue000", "a?b?c?")]
    [InlineData("done 😀", "done 😀")]
    public void One_that_is_read_whole_is_one_line(string text, string shown) => SafeText.Whole(text).ShouldBe(shown);

    [Fact]
    public void One_that_is_read_whole_is_cut_only_beyond_reason()
    {
        SafeText.Whole(new string('x', 4000)).ShouldBe(new string('x', 4000));
        SafeText.Whole(new string('x', 4001)).ShouldBe(new string('x', 4000) + "…");
    }

    [Theory]
    [InlineData(1L << 30, "1 GiB")]
    [InlineData((1L << 30) - 1, "1024 MiB")]
    [InlineData(3329L << 20, "3.3 GiB")]
    [InlineData(120L << 20, "120 MiB")]
    public void Memory_is_told_in_the_unit_that_people_use(long bytes, string text) => MemoryText.Of(bytes).ShouldBe(text);
}
