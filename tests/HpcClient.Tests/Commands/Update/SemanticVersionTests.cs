using HpcClient.Commands.Update;

namespace HpcClient.Tests.Commands.Update;

public sealed class SemanticVersionTests
{
    [Theory]
    [InlineData("3.0.0", "3.0.1")]
    [InlineData("3.9.0", "3.10.0")]
    [InlineData("3.0.0-alpha.1", "3.0.0")]
    [InlineData("3.0.0-alpha.2", "3.0.0-alpha.10")]
    [InlineData("3.0.0-alpha", "3.0.0-alpha.1")]
    [InlineData("3.0.0-alpha.9", "3.0.0-beta.1")]
    [InlineData("3.0.0-1", "3.0.0-alpha")]
    public void The_earlier_one_comes_first(string earlier, string later)
    {
        SemanticVersion.Compare(earlier, later).ShouldBeLessThan(0);
        SemanticVersion.Compare(later, earlier).ShouldBeGreaterThan(0);
    }

    [Fact]
    public void What_stands_after_a_plus_does_not_count() => SemanticVersion.Compare("3.0.0+abc", "3.0.0+def").ShouldBe(0);
}
