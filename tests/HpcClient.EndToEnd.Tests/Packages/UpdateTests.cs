using System.Security.Cryptography;
using System.Text;
using HpcClient.EndToEnd.Tests.Feel;
using HpcClient.EndToEnd.Tests.Machine;
using HpcClient.Posix.Processes;

namespace HpcClient.EndToEnd.Tests.Packages;

/// <summary>The published executable replaces itself.</summary>
public sealed class UpdateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Program => _folder.In("bin", "fw-hpc-client");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_runs_goes_on_with_its_version_while_the_executable_is_replaced_and_put_back()
    {
        Install();
        var before = File.ReadAllBytes(Program);
        var package = Copy(Program, _folder.In("new"));
        await File.AppendAllTextAsync(package, "newer", TestContext.Current.CancellationToken);
        using var running = RunningChild.Start(
            new() { Program = Program, Arguments = ["site", "serve", "--data", _folder.In("site")] }, (_, _) => ValueTask.CompletedTask);
        await Eventually.TrueAsync(() => File.Exists(_folder.In("site", "site.json")), "the site serves");

        var updated = await Product.RunAsync(Program, ["update", "--from", package, "--force"]);

        updated.Succeeded.ShouldBeTrue(updated.LastWords);
        File.ReadAllBytes(Program).Length.ShouldBe(before.Length + "newer".Length);
        var kept = Directory.GetFiles(_folder.In("bin"), "fw-hpc-client.3.*").Single();
        File.ReadAllBytes(kept).ShouldBe(before);
        var exe = File.ResolveLinkTarget($"/proc/{running.ProcessId}/exe", returnFinalTarget: false)!.FullName;
        exe.ShouldBeOneOf(kept, $"{Program} (deleted)");
        (await Product.RunAsync(Program, ["site", "jobs", "--data", _folder.In("site")])).Succeeded.ShouldBeTrue();

        var back = await Product.RunAsync(Program, ["update", "--back"]);

        back.Succeeded.ShouldBeTrue(back.LastWords);
        File.ReadAllBytes(Program).ShouldBe(before);
        Directory.GetDirectories(_folder.In("bin")).ShouldBeEmpty();
        await running.StopAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Faults_are_told_in_one_sentence_and_change_nothing()
    {
        Install();
        var package = Copy(Program, _folder.In("new"));
        var dead = Copy(Program, _folder.In("dead"));
        using (var stream = File.OpenWrite(dead))
        {
            stream.SetLength(4096);
        }

        await FaultAsync("no newer", "--from", package);
        await FaultAsync("damaged or another one", "--from", package, "--force", "--sha256", new string('0', 64));
        await FaultAsync("64 hexadecimal digits", "--from", package, "--sha256", "12");
        await FaultAsync("There is no file", "--from", _folder.In("none"));
        await FaultAsync("https://", "--from", "http://127.0.0.1/fw-hpc-client.tar.gz");
        await FaultAsync("does not start", "--from", dead, "--force");
        await FaultAsync("none to return to", "--back");
        await FaultAsync("Say what to do");
        await File.WriteAllTextAsync(_folder.In("SHA256SUMS"), $"{new string('1', 64)}  new\n", TestContext.Current.CancellationToken);
        await FaultAsync("damaged or another one", "--from", package, "--force");
        Directory.GetFileSystemEntries(_folder.In("bin")).Select(Path.GetFileName).ShouldBe(["fw-hpc-client", "libe_sqlite3.so"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_package_is_taken_from_an_https_address_of_a_private_authority_when_its_checksum_fits()
    {
        Install();
        var before = File.ReadAllBytes(Program);
        var newer = Copy(Program, _folder.In("fw-hpc-client"));
        await File.AppendAllTextAsync(newer, "newer", TestContext.Current.CancellationToken);
        var package = _folder.In("package.tar.gz");
        (await Product.RunAsync("tar", ["-C", _folder.Path, "--transform", "s,^,fw-hpc-client-9.9.9-linux-x64/,", "-czf", package, "fw-hpc-client"])).ExitCode.ShouldBe(0);
        using var authority = new HospitalAuthority("Campus");
        await File.WriteAllTextAsync(_folder.In("campus.pem"), authority.BundlePem, TestContext.Current.CancellationToken);
        var sums = $"{Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(package, TestContext.Current.CancellationToken)))}  package.tar.gz\n";
        await using var server = await PackageServer.StartAsync(authority.Certificate("127.0.0.1"), new()
        {
            ["/good/package.tar.gz"] = () => File.ReadAllBytes(package),
            ["/good/SHA256SUMS"] = () => Encoding.ASCII.GetBytes(sums),
            ["/bad/package.tar.gz"] = () => [.. File.ReadAllBytes(package), 0],
            ["/bad/SHA256SUMS"] = () => Encoding.ASCII.GetBytes(sums),
        });

        (await FromAsync($"{server.Address}/good/package.tar.gz", authorities: null)).Error.ShouldContain("cannot be had");
        (await FromAsync($"{server.Address}/bad/package.tar.gz", _folder.In("campus.pem"))).Error.ShouldContain("damaged or another one");
        (await FromAsync($"{server.Address}/none/package.tar.gz", _folder.In("campus.pem"))).Error.ShouldContain("answers 404");
        File.ReadAllBytes(Program).ShouldBe(before);

        var updated = await FromAsync($"{server.Address}/good/package.tar.gz", _folder.In("campus.pem"));

        updated.ExitCode.ShouldBe(0, updated.Error);
        updated.Out.ShouldNotContain("was not compared");
        File.ReadAllBytes(Program).ShouldBe(await File.ReadAllBytesAsync(newer, TestContext.Current.CancellationToken));
        File.ReadAllBytes(Directory.GetFiles(_folder.In("bin"), "fw-hpc-client.3.*").Single()).ShouldBe(before);
        Directory.GetDirectories(_folder.In("bin"), ".*").ShouldBeEmpty();
        (await Product.RunAsync(Program, ["--version"])).ExitCode.ShouldBe(0);

        Task<ChildResult> FromAsync(string address, string? authorities) => Product.RunAsync(
            Program, ["update", "--force", "--from", address],
            ((string[])["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_DIR", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]).ToDictionary(name => name, _ => (string?)null)
                .Append(new("SSL_CERT_FILE", authorities)).ToDictionary(pair => pair.Key, pair => pair.Value));
    }

    [Fact]
    public async Task Ctrl_C_while_it_downloads_leaves_the_executable_and_nothing_beside_it()
    {
        Install();
        var before = File.ReadAllBytes(Program);
        using var authority = new HospitalAuthority("Campus");
        await File.WriteAllTextAsync(_folder.In("campus.pem"), authority.BundlePem, TestContext.Current.CancellationToken);
        await using var server = await PackageServer.StartAsync(authority.Certificate("127.0.0.1"), new() { ["/package-that-stalls"] = () => before[..100_000] });
        await using var typist = await Typist.StartAsync($"SSL_CERT_FILE={_folder.In("campus.pem")}", "REQUESTS_CA_BUNDLE=", "CURL_CA_BUNDLE=", "https_proxy=", "HTTPS_PROXY=");

        var shown = await typist.InterruptAsync(
            $"{Program} update --from {server.Address}/package-that-stalls --sha256 {new string('0', 64)}", "getting the other version ready (",
            ready: () => Eventually.TrueAsync(
                () => Directory.EnumerateFiles(_folder.In("bin"), "package", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }).Any(path => new FileInfo(path).Length > 0),
                "a part of it is here"));

        shown.ShouldNotContain("getting");
        Directory.GetFileSystemEntries(_folder.In("bin")).Select(Path.GetFileName).ShouldBe(["fw-hpc-client", "libe_sqlite3.so"], ignoreOrder: true);
        File.ReadAllBytes(Program).ShouldBe(before);
    }

    private static string Copy(string from, string to)
    {
        // Another process writes it, so that no child of ours holds it open when it is started.
        using var copy = System.Diagnostics.Process.Start("cp", [from, to]);
        copy.WaitForExit();
        copy.ExitCode.ShouldBe(0);
        return to;
    }

    private void Install()
    {
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("FW_HPC_CLIENT") is { Length: > 0 }, "only a published executable replaces itself: run ./build and name it with FW_HPC_CLIENT");
        Directory.CreateDirectory(_folder.In("bin"));
        Copy(Product.Client, Program);
        Copy(Path.Combine(Path.GetDirectoryName(Product.Client)!, "libe_sqlite3.so"), _folder.In("bin", "libe_sqlite3.so"));
    }

    private async Task FaultAsync(string sentence, params string[] options)
    {
        var result = await Product.RunAsync(Program, ["update", .. options]);
        result.ExitCode.ShouldNotBe(0);
        result.Error.ShouldContain(sentence);
    }
}
