using HpcClient.Flywheel.Access;
using HpcClient.Flywheel.Access.Network;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Tests.Site;

namespace HpcClient.Flywheel.Tests.Network;

/// <summary>A site behind a hospital's proxy, with a certificate of its own authority.</summary>
public sealed class NetworkTests : IAsyncLifetime
{
    private const string Host = "flywheel.hospital.test";

    private readonly HospitalAuthority _authority = new("Hospital");
    private readonly TemporaryFolder _folder = new();
    private ScriptedSite _site = null!;

    public async ValueTask InitializeAsync()
    {
        _site = await ScriptedSite.StartAsync(_authority.Certificate(Host));
        await File.WriteAllTextAsync(_folder.In("hospital.pem"), _authority.BundlePem);
        using var other = new HospitalAuthority("Elsewhere");
        await File.WriteAllTextAsync(_folder.In("other.pem"), other.BundlePem);
        Directory.CreateDirectory(_folder.In("folder"));
        await File.WriteAllTextAsync(_folder.In("folder", "4a6481c9.0"), _authority.BundlePem);
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        _authority.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("REQUESTS_CA_BUNDLE", "hospital.pem")]
    [InlineData("SSL_CERT_FILE", "hospital.pem")]
    [InlineData("CURL_CA_BUNDLE", "hospital.pem")]
    [InlineData("REQUESTS_CA_BUNDLE", "folder")]
    [InlineData("SSL_CERT_DIR", "folder")]
    public async Task A_site_with_a_certificate_of_the_hospital_is_reached_through_its_proxy(string variable, string bundle)
    {
        await using var proxy = new HospitalProxy(_site.Port);

        await LogInAsync(new() { ["HTTPS_PROXY"] = $"http://127.0.0.1:{proxy.Port}", [variable] = _folder.In(bundle) });

        proxy.Asked.ShouldNotBeEmpty();
        proxy.Asked.ShouldAllBe(asked => asked == $"{Host}:443");
        _site.Count("GET", "/api/auth/status").ShouldBe(1);
    }

    [Fact]
    public async Task The_setting_comes_before_the_variables()
    {
        await using var proxy = new HospitalProxy(_site.Port);

        await LogInAsync(
            new() { ["https_proxy"] = $"127.0.0.1:{proxy.Port}", ["HTTPS_PROXY"] = "http://127.0.0.1:9", ["REQUESTS_CA_BUNDLE"] = _folder.In("other.pem") },
            _folder.In("hospital.pem"));

        proxy.Asked.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_proxy_that_asks_for_a_password_gets_it_and_its_lack_is_said_with_the_remedy()
    {
        await using var proxy = new HospitalProxy(_site.Port, "ann:se:cret word");
        var values = new Dictionary<string, string> { ["REQUESTS_CA_BUNDLE"] = _folder.In("hospital.pem") };

        values["HTTPS_PROXY"] = $"http://127.0.0.1:{proxy.Port}";
        var refused = await Should.ThrowAsync<SiteException>(() => LogInAsync(values));
        values["HTTPS_PROXY"] = $"http://ann:se%3Acret%20word@127.0.0.1:{proxy.Port}";
        await LogInAsync(values);

        refused.Fault.ShouldBe(SiteFault.Unreachable);
        refused.Message.ShouldContain("asks for a name and a password");
        SiteNetwork.Read(values, null, out var network).ShouldBeNull();
        $"{network} {network!.Proxy}".ShouldNotContain("cret");
    }

    [Fact]
    public async Task A_host_that_NO_PROXY_covers_is_asked_without_the_proxy()
    {
        await using var proxy = new HospitalProxy(_site.Port);

        var e = await Should.ThrowAsync<SiteException>(() => LogInAsync(new() { ["HTTPS_PROXY"] = $"http://127.0.0.1:{proxy.Port}", ["NO_PROXY"] = ".hospital.test" }));

        e.Message.ShouldContain($"The host name '{Host}' is unknown here");
        proxy.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_certificate_that_the_bundle_does_not_vouch_for_is_refused_and_the_bundle_named()
    {
        await using var proxy = new HospitalProxy(_site.Port);
        var values = new Dictionary<string, string> { ["HTTPS_PROXY"] = $"http://127.0.0.1:{proxy.Port}", ["REQUESTS_CA_BUNDLE"] = _folder.In("other.pem") };

        var e = await Should.ThrowAsync<SiteException>(() => LogInAsync(values));

        e.Fault.ShouldBe(SiteFault.Certificate);
        e.Message.ShouldContain("'CN=Hospital Issuing'");
        e.Message.ShouldContain($"REQUESTS_CA_BUNDLE ('{_folder.In("other.pem")}')");
        _site.Seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_bundle_of_the_right_authority_does_not_excuse_a_wrong_name()
    {
        await using var proxy = new HospitalProxy(_site.Port);

        var e = await Should.ThrowAsync<SiteException>(() => LogInAsync(
            new() { ["HTTPS_PROXY"] = $"http://127.0.0.1:{proxy.Port}", ["REQUESTS_CA_BUNDLE"] = _folder.In("hospital.pem") }, host: "other.hospital.test"));

        e.Message.ShouldContain("not for this host");
    }

    [Theory]
    [InlineData("absent.pem", "cannot be read")]
    [InlineData("empty.pem", "holds no certificate")]
    [InlineData("broken.pem", "holds a certificate that cannot be read")]
    public async Task A_bundle_that_will_not_do_is_named_with_the_remedy(string name, string says)
    {
        await File.WriteAllTextAsync(_folder.In("empty.pem"), "no certificate\n");
        await File.WriteAllTextAsync(_folder.In("broken.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

        var fault = SiteNetwork.Read(new Dictionary<string, string>(), _folder.In(name), out var network);

        network.ShouldBeNull();
        fault.ShouldNotBeNull();
        fault.ShouldContain($"ca_bundle in cast.yml names '{_folder.In(name)}'");
        fault.ShouldContain(says);
    }

    [Theory]
    [InlineData("ftp://proxy:21")]
    [InlineData("http://se:cret@")]
    [InlineData("http://")]
    public void A_proxy_that_is_none_is_named_without_its_value(string value)
    {
        var fault = SiteNetwork.Read(new Dictionary<string, string> { ["HTTPS_PROXY"] = value }, null, out _);

        fault.ShouldNotBeNull();
        fault.ShouldStartWith("HTTPS_PROXY is not the address of a proxy");
        fault.ShouldNotContain("cret");
    }

    [Fact]
    public void This_machine_is_never_asked_through_a_proxy()
    {
        SiteNetwork.Read(new Dictionary<string, string> { ["ALL_PROXY"] = "http://proxy.hospital.test:3128" }, null, out var network).ShouldBeNull();

        network!.Proxy!.IsBypassed(new("http://127.0.0.1:8080/")).ShouldBeTrue();
        network.Proxy.GetProxy(new("https://site.example.edu/"))!.ToString().ShouldBe("http://proxy.hospital.test:3128/");
    }

    private static async Task LogInAsync(Dictionary<string, string> environment, string? caBundle = null, string host = Host)
    {
        SiteAddress.Read(host, null, insecure: false, out var address).ShouldBeNull();
        SiteNetwork.Read(environment, caBundle, out var network).ShouldBeNull();
        using var client = new SiteClient(
            new(address!, new(ScriptedSite.Secret)) { Network = network! }, ScriptedSite.Quick with { MaxAttempts = 1 });
        await client.LogInAsync(TestContext.Current.CancellationToken);
    }
}
