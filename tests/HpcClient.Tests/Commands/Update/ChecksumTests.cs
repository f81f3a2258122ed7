using HpcClient.Commands.Update;

namespace HpcClient.Tests.Commands.Update;

public sealed class ChecksumTests
{
    private static readonly string One = new('a', 64);

    [Fact]
    public void A_list_of_sha256sum_is_read_in_both_of_its_forms()
    {
        var list = $"{new string('b', 64)}  other.tar.gz\n{One}  my package.tar.gz\n{new string('C', 64)} *binary\n";

        Checksum.Find(list, "my package.tar.gz").ShouldBe(One);
        Checksum.Find(list, "binary").ShouldBe(new string('c', 64));
        Checksum.Find(list, "package.tar.gz").ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a list")]
    [InlineData("abc  package")]
    public void What_is_no_list_gives_nothing(string list) => Checksum.Find(list, "package").ShouldBeNull();
}
