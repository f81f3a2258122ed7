using HpcClient.Settings.Credentials;

namespace HpcClient.Settings.Tests.Credentials;

public sealed class CredentialsTests : IDisposable
{
    private const string Good = "export SCITRAN_RUNTIME_HOST=site.example.org\nexport SCITRAN_CORE_DRONE_SECRET=hush\n";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_file_names_the_site_and_what_the_engine_needs()
    {
        var result = await ReadAsync(Good + "export SCITRAN_RUNTIME_PORT=8443\nexport ENGINE_CACHE_DIR=/scratch/x\nexport SINGULARITY_TMPDIR=/tmp/y\nexport OTHER=z\n");
        result.Faults.ShouldBeEmpty();
        result.Credentials!.Host.ShouldBe("site.example.org");
        result.Credentials.Port.ShouldBe(8443);
        result.Credentials.Insecure.ShouldBeFalse();
        result.Credentials.RevealSecret().ShouldBe("hush");
        result.Environment["ENGINE_CACHE_DIR"].ShouldBe("/scratch/x");
        result.Environment["SINGULARITY_TMPDIR"].ShouldBe("/tmp/y");
        result.Environment.ContainsKey("OTHER").ShouldBeFalse();
        result.Environment.ToString().ShouldNotContain("hush");
    }

    [Theory]
    [InlineData("'with space'", "with space")]
    [InlineData("\"quote ' and \\\" and \\$x\"", "quote ' and \" and $x")]
    [InlineData("$'two\\nlines'", "two\nlines")]
    [InlineData("'a=b=c'", "a=b=c")]
    [InlineData("'$(touch nothing)`x`'", "$(touch nothing)`x`")]
    [InlineData("'ünï 😀'", "ünï 😀")]
    [InlineData("$(printf computed)", "computed")]
    public async Task Odd_values_come_through_as_bash_means_them(string written, string meant)
    {
        var result = await ReadAsync(Good + $"export ENGINE_ODD={written}\n");
        result.Faults.ShouldBeEmpty();
        result.Environment["ENGINE_ODD"].ShouldBe(meant);
    }

    [Fact]
    public async Task Noise_of_the_file_is_dropped()
    {
        var result = await ReadAsync("echo SCITRAN_RUNTIME_HOST=evil\necho noise >&2\nprintf 'SCITRAN_RUNTIME_HOST=evil\\0'\n" + Good + "echo more\n");
        result.Credentials!.Host.ShouldBe("site.example.org");
    }

    [Fact]
    public async Task A_last_command_that_fails_does_not_matter() =>
        (await ReadAsync(Good + "[ -d /nowhere ] && export ENGINE_X=1\n")).Credentials.ShouldNotBeNull();

    [Fact]
    public async Task Strict_modes_of_the_file_do_not_matter() =>
        (await ReadAsync("set -euo pipefail\n" + Good)).Credentials.ShouldNotBeNull();

    [Fact]
    public async Task Variables_need_no_export() =>
        (await ReadAsync(Good.Replace("export ", "", StringComparison.Ordinal))).Credentials.ShouldNotBeNull();

    [Fact]
    public async Task A_file_that_waits_for_input_gets_none() =>
        (await ReadAsync("read -r answer\n" + Good)).Credentials.ShouldNotBeNull();

    [Fact]
    public async Task A_file_that_hangs_is_ended()
    {
        var mark = Path.Combine(_folder.Path, "after");
        var result = await ReadAsync($"sleep 600\ntouch '{mark}'\n" + Good, TimeSpan.FromMilliseconds(300));
        result.Faults.ShouldHaveSingleItem().Problem.ShouldContain("within 0.3 seconds");
        File.Exists(mark).ShouldBeFalse();
    }

    [Theory]
    [InlineData("export X='hush-quote\n", "syntax error")]
    [InlineData("a=1\nif then\n", "in line 2")]
    [InlineData("exit 3\n", "ends the shell")]
    [InlineData("set -e\nls /nowhere-hush\n", "ends the shell")]
    public async Task A_file_that_fails_is_refused_without_showing_a_value(string text, string says)
    {
        var result = await ReadAsync(text);
        result.Credentials.ShouldBeNull();
        result.Environment.Count.ShouldBe(0);
        var fault = result.Faults.ShouldHaveSingleItem().ToString();
        fault.ShouldContain(says);
        fault.ShouldNotContain("hush");
    }

    [Theory]
    [InlineData("SCITRAN_RUNTIME_HOST=https://site.example.org", "SCITRAN_RUNTIME_HOST")]
    [InlineData("SCITRAN_RUNTIME_HOST=site.example.org/api", "SCITRAN_RUNTIME_HOST")]
    [InlineData("SCITRAN_RUNTIME_HOST=site.example.org:443", "SCITRAN_RUNTIME_HOST")]
    [InlineData("SCITRAN_RUNTIME_HOST=", "SCITRAN_RUNTIME_HOST")]
    [InlineData("SCITRAN_RUNTIME_PORT=https", "SCITRAN_RUNTIME_PORT")]
    [InlineData("SCITRAN_RUNTIME_PORT=70000", "SCITRAN_RUNTIME_PORT")]
    [InlineData("SCITRAN_CORE_DRONE_SECRET=changeme", "SCITRAN_CORE_DRONE_SECRET")]
    [InlineData("SCITRAN_CORE_DRONE_SECRET=CHANGE-ME", "SCITRAN_CORE_DRONE_SECRET")]
    [InlineData("unset SCITRAN_CORE_DRONE_SECRET", "SCITRAN_CORE_DRONE_SECRET")]
    [InlineData("SCITRAN_RUNTIME_INSECURE=perhaps", "SCITRAN_RUNTIME_INSECURE")]
    public async Task A_value_that_cannot_be_is_refused_by_the_name_of_its_variable(string line, string variable) =>
        (await ReadAsync(Good + line + "\n")).Faults.ShouldHaveSingleItem().Key.ShouldBe(variable);

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    public async Task A_file_open_to_others_is_refused_with_the_command_that_closes_it(UnixFileMode open)
    {
        _folder.Write("settings/credentials.sh", Good, UnixFileMode.UserRead | UnixFileMode.UserWrite | open);
        var result = await new CredentialsReader().ReadAsync(_folder.Work, new Dictionary<string, string>());
        result.Credentials.ShouldBeNull();
        result.Faults.ShouldHaveSingleItem().Remedy.ShouldContain("chmod 600");
    }

    [Fact]
    public async Task Without_file_and_environment_setup_is_named()
    {
        var result = await new CredentialsReader().ReadAsync(_folder.Work, new Dictionary<string, string>());
        result.Faults.ShouldHaveSingleItem().Remedy.ShouldContain("fw-hpc-client setup");
    }

    [Fact]
    public async Task The_environment_alone_is_enough_and_the_file_is_then_not_run()
    {
        var mark = Path.Combine(_folder.Path, "ran");
        _folder.Write("settings/credentials.sh", $"touch '{mark}'\n");
        var result = await new CredentialsReader().ReadAsync(_folder.Work, new Dictionary<string, string>
        {
            ["SCITRAN_RUNTIME_HOST"] = "127.0.0.1",
            ["SCITRAN_RUNTIME_PORT"] = "8080",
            ["SCITRAN_RUNTIME_INSECURE"] = "true",
            ["SCITRAN_CORE_DRONE_SECRET"] = "s",
            ["ENGINE_TEMP_DIR"] = "/t",
            ["HOME"] = "/h",
        });
        result.Credentials!.ToString().ShouldBe("http://127.0.0.1:8080 <omitted>");
        result.Environment.Keys.ShouldContain("ENGINE_TEMP_DIR");
        result.Environment.Keys.ShouldNotContain("HOME");
        File.Exists(mark).ShouldBeFalse();
    }

    [Fact]
    public async Task The_file_wins_over_an_environment_that_is_not_complete()
    {
        _folder.Write("settings/credentials.sh", Good);
        var result = await new CredentialsReader().ReadAsync(_folder.Work, new Dictionary<string, string> { ["SCITRAN_RUNTIME_HOST"] = "other", ["ENGINE_X"] = "kept" });
        result.Credentials!.Host.ShouldBe("site.example.org");
        result.Environment["ENGINE_X"].ShouldBe("kept");
    }

    [Fact]
    public async Task The_file_sees_nothing_of_our_environment()
    {
        var result = await ReadAsync(Good + "export ENGINE_SEEN=\"${DOTNET_ROOT:-}${HPC_TEST:-}\"; export ENGINE_COUNT=$(env | wc -l)\n");
        result.Environment["ENGINE_SEEN"].ShouldBe("");
        int.Parse(result.Environment["ENGINE_COUNT"], System.Globalization.CultureInfo.InvariantCulture).ShouldBeLessThan(14);
    }

    private Task<CredentialsResult> ReadAsync(string file, TimeSpan? timeout = null)
    {
        _folder.Write("settings/credentials.sh", file);
        return new CredentialsReader(timeout).ReadAsync(_folder.Work, new Dictionary<string, string>());
    }
}
