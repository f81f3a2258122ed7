using HpcClient.Flywheel.Access.Network;

namespace HpcClient.Flywheel.Tests.Network;

public class NoProxyRulesTests
{
    [Theory]
    [InlineData("*", "https://site.example.edu/", true)]
    [InlineData("example.edu", "https://site.example.edu/", true)]
    [InlineData(".example.edu", "https://site.example.edu/", true)]
    [InlineData("*.example.edu", "https://site.example.edu/", true)]
    [InlineData("other.edu, SITE.example.EDU", "https://site.example.edu/", true)]
    [InlineData("ample.edu", "https://example.edu/", false)]
    [InlineData("site.example.edu:443", "https://site.example.edu/", true)]
    [InlineData("site.example.edu:8443", "https://site.example.edu/", false)]
    [InlineData("10.0.0.0/8", "https://10.1.2.3/", true)]
    [InlineData("10.0.0.0/8", "https://11.1.2.3/", false)]
    [InlineData("10.1.2.3", "https://10.1.2.3:8443/", true)]
    [InlineData("fd00::/8", "https://[fd00::1]/", true)]
    [InlineData("", "https://site.example.edu/", false)]
    [InlineData(" , ;", "https://site.example.edu/", false)]
    public void Entries_count_as_curl_and_Python_take_them(string value, string destination, bool covered) =>
        new NoProxyRules(value).Cover(new Uri(destination)).ShouldBe(covered);
}
