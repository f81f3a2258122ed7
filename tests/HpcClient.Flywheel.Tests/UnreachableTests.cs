using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HpcClient.Flywheel.Access;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Tests.Site;

namespace HpcClient.Flywheel.Tests;

public class UnreachableTests
{
    [Fact]
    public async Task Nothing_listening_is_said_so()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();

        var e = await FailAsync("127.0.0.1", port, insecure: true);

        e.Fault.ShouldBe(SiteFault.Unreachable);
        e.NeverSent.ShouldBeTrue();
        e.Message.ShouldContain($"Nothing listens at 127.0.0.1:{port}");
        e.Message.ShouldContain("SCITRAN_RUNTIME_HOST");
    }

    [Fact]
    public async Task An_unknown_host_is_said_so()
    {
        var e = await FailAsync("no-such-site.invalid", 443, insecure: false);

        e.Fault.ShouldBe(SiteFault.Unreachable);
        e.Message.ShouldContain("The host name 'no-such-site.invalid' is unknown here");
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_names_the_remedy()
    {
        using var key = ECDsa.Create();
        var request = new CertificateRequest("CN=Campus CA", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        await using var site = await ScriptedSite.StartAsync(certificate);

        var e = await FailAsync("localhost", site.Port, insecure: false);
        var other = await FailAsync("127.0.0.1", site.Port, insecure: false);

        e.Fault.ShouldBe(SiteFault.Certificate);
        e.Message.ShouldContain("'CN=Campus CA'");
        e.Message.ShouldContain("SSL_CERT_FILE");
        other.Fault.ShouldBe(SiteFault.Certificate);
        other.Message.ShouldContain("not for this host");
        site.Seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task TLS_towards_a_plain_server_is_said_so()
    {
        await using var site = await ScriptedSite.StartAsync();

        var e = await FailAsync("127.0.0.1", site.Port, insecure: false);

        e.Fault.ShouldBe(SiteFault.Unreachable);
        e.Message.ShouldContain("TLS");
    }

    [Theory]
    [InlineData("flywheel.example.edu", "443", true, "SCITRAN_RUNTIME_INSECURE")]
    [InlineData("10.0.0.1", "80", true, "SCITRAN_RUNTIME_INSECURE")]
    [InlineData("https://flywheel.example.edu", "", false, "SCITRAN_RUNTIME_HOST")]
    [InlineData("", "", false, "SCITRAN_RUNTIME_HOST")]
    [InlineData("flywheel.example.edu", "70000", false, "SCITRAN_RUNTIME_PORT")]
    public void An_address_that_will_not_do_names_its_setting(string host, string port, bool insecure, string setting)
    {
        SiteAddress.Read(host, port, insecure, out var address)!.ShouldContain(setting);
        address.ShouldBeNull();
    }

    [Theory]
    [InlineData("flywheel.example.edu", null, false, "https://flywheel.example.edu/api/")]
    [InlineData("localhost", "8080", true, "http://localhost:8080/api/")]
    [InlineData("::1", "8080", true, "http://[::1]:8080/api/")]
    public void An_address_that_will_do(string host, string? port, bool insecure, string api)
    {
        SiteAddress.Read(host, port, insecure, out var address).ShouldBeNull();
        address!.Api.AbsoluteUri.ShouldBe(api);
    }

    private static async Task<SiteException> FailAsync(string host, int port, bool insecure)
    {
        SiteAddress.Read(host, port.ToString(CultureInfo.InvariantCulture), insecure, out var address).ShouldBeNull();
        using var client = new SiteClient(new(address!, new("secret")), ScriptedSite.Quick with { MaxAttempts = 2 });
        return await Should.ThrowAsync<SiteException>(() => client.LogInAsync(default));
    }
}
