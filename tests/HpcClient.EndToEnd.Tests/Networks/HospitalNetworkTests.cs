using System.Text.Json;
using HpcClient.Commands.Doctor;
using HpcClient.Commands.Doctor.Checks;
using HpcClient.EndToEnd.Tests.Contract;
using HpcClient.EndToEnd.Tests.Machine;
using HpcClient.Flywheel;
using HpcClient.Flywheel.Access;
using HpcClient.Flywheel.Access.Network;
using HpcClient.Posix.Files;
using HpcClient.Posix.Processes;
using HpcClient.Settings.Cast;
using Microsoft.Extensions.Time.Testing;

namespace HpcClient.EndToEnd.Tests.Networks;

/// <summary>The executable where the site is behind a proxy with a password and shows a certificate of the hospital's own authority.</summary>
public sealed class HospitalNetworkTests : IAsyncLifetime
{
    private const string Host = "flywheel.hospital.test";
    private const string Password = "canary-of-the-proxy";

    // Where these tests run there may be a proxy, or authorities of somebody's own.
    private static readonly Dictionary<string, string?> NothingOfThisMachine =
        ((string[])["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR", "https_proxy", "all_proxy", "no_proxy", "NO_PROXY"])
        .ToDictionary(name => name, _ => (string?)null);

    private readonly HospitalAuthority _authority = new("Hospital");
    private readonly TemporaryFolder _folder = new();
    private ScenarioSite _site = null!;
    private HospitalProxy _proxy = null!;

    private string Hpc => _folder.In("hpc");

    public async ValueTask InitializeAsync()
    {
        using var empty = JsonDocument.Parse("""{"jobs":[],"whitelist":[]}""");
        _site = await ScenarioSite.StartAsync(new("hospital", empty.RootElement.Clone()), _authority.Certificate(Host));
        _proxy = new(_site.Port, $"ann:{Password}");
        (await Product.ClientAsync("setup", "--folder", Hpc)).ExitCode.ShouldBe(0);
        await File.WriteAllTextAsync(_folder.In("hpc", "settings", "hospital.pem"), _authority.BundlePem);
        DurableFile.Write(_folder.In("hpc", "settings", "credentials.sh"), $"""
            export SCITRAN_RUNTIME_HOST={Host}
            export SCITRAN_CORE_DRONE_SECRET={ScenarioSite.Secret}
            export HTTPS_PROXY=http://ann:{Password}@127.0.0.1:{_proxy.Port}

            """);
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _site.DisposeAsync();
        _authority.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_sweep_and_an_engine_reach_the_site_by_settings_alone()
    {
        await CastAsync("  ca_bundle: settings/hospital.pem\n");

        var sweep = await SweepAsync();
        var engine = await EngineAsync();

        sweep.ExitCode.ShouldBe(0, sweep.Error);
        sweep.Out.ShouldContain("Launched 0, rejected 0, skipped 0 jobs.");
        _site.Calls.Select(call => call.First().Key).ShouldBe(["find", "read"], engine.Error + engine.Out);
        _proxy.Asked.ShouldAllBe(asked => asked == $"{Host}:443");
        $"{sweep.Error}{sweep.Out}{engine.Error}{engine.Out}".ShouldNotContain(Password);
    }

    [Fact]
    public async Task Without_the_authority_the_sweep_ends_with_its_name_and_the_remedy()
    {
        await CastAsync("");

        var sweep = await SweepAsync();

        sweep.ExitCode.ShouldBe(4, sweep.Out);
        sweep.Error.ShouldContain("'CN=Hospital Issuing', which this machine does not trust");
        sweep.Error.ShouldContain("ca_bundle in cast.yml");
    }

    [Fact]
    public async Task Doctor_tells_of_certificate_and_login_each_by_itself()
    {
        await CastAsync("  ca_bundle: settings/hospital.pem\n");
        var well = await DoctorAsync();
        await CastAsync("");
        var strange = await DoctorAsync();

        well["certificate"].Outcome.ShouldBe("ok");
        well["certificate"].Result.ShouldMatch($@"^CN={Host}, issued by CN=Hospital Issuing, issued by CN=Hospital Root; trusted by ca_bundle in cast\.yml .* It ends in 29 days, on 20");
        well["login"].Outcome.ShouldBe("ok");
        well["jobs of the site"].Result.ShouldBe("None now.");
        strange["certificate"].Outcome.ShouldBe("failed");
        strange["certificate"].Result.ShouldContain("name its PEM file as ca_bundle in cast.yml");
        strange["login"].Outcome.ShouldBe("skipped");
        strange["jobs of the site"].Outcome.ShouldBe("skipped");
    }

    [Fact]
    public async Task A_certificate_that_ends_soon_is_told_before_it_does()
    {
        SiteNetwork.Read(new Dictionary<string, string> { ["HTTPS_PROXY"] = $"http://ann:{Password}@127.0.0.1:{_proxy.Port}" }, _folder.In("hpc", "settings", "hospital.pem"), out var network).ShouldBeNull();
        SiteAddress.Read(Host, null, insecure: false, out var address).ShouldBeNull();
        using var site = new SiteClient(new(address!, new DroneSecret(ScenarioSite.Secret)) { Network = network! });
        var in15Days = new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddDays(15));
        var settings = new CastSettings { Cluster = "local", CastOnTag = true };

        var found = await new SiteChecks(site, settings, in15Days).RunAsync(TestContext.Current.CancellationToken).FirstAsync(TestContext.Current.CancellationToken);

        found.Outcome.ShouldBe(CheckOutcome.Warning);
        found.Result.ShouldContain("It ends in 14 days");
        found.Remedy.ShouldNotBeNull().ShouldContain("renew");
    }

    private async Task<Dictionary<string, (string Outcome, string Result)>> DoctorAsync()
    {
        var result = await Product.RunAsync(Product.Client, ["doctor", "--json", "--folder", Hpc], NothingOfThisMachine);
        using var json = JsonDocument.Parse(result.Out);
        return json.RootElement.GetProperty("checks").EnumerateArray().ToDictionary(
            check => check.GetProperty("name").GetString()!, check => (check.GetProperty("outcome").GetString()!, check.GetProperty("result").GetString()!));
    }

    private Task<ChildResult> SweepAsync() => Product.RunAsync(Product.Client, ["run", "--folder", Hpc], NothingOfThisMachine);

    private Task CastAsync(string lines) => File.WriteAllTextAsync(
        _folder.In("hpc", "settings", "cast.yml"), $"cast:\n  cluster: local\n  cast_on_tag: true\n{lines}");

    // As a script starts it on a node.
    private Task<ChildResult> EngineAsync() => Product.RunAsync("bash",
    [
        "-c", "source \"$1/settings/credentials.sh\" && cd \"$1/logs/temp\" && exec ./engine run --single-job 64b5bce63a26373568590001", "bash", Hpc,
    ], NothingOfThisMachine);
}
