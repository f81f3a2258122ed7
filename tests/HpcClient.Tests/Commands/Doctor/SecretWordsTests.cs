using HpcClient.Commands.Doctor;

namespace HpcClient.Tests.Commands.Doctor;

public sealed class SecretWordsTests
{
    [Theory]
    [InlineData("export SCITRAN_CORE_DRONE_SECRET=abc def", "export SCITRAN_CORE_DRONE_SECRET=<omitted>")]
    [InlineData("  api_key: \"x\"", "  api_key: <omitted>")]
    [InlineData("HTTPS_PROXY=http://me:pass@proxy:80", "HTTPS_PROXY=http://me:<omitted>@proxy:80")]
    [InlineData("    export MY_PASSWORD=hunter2 # note", "    export MY_PASSWORD=<omitted>")]
    [InlineData("cluster: slurm", "cluster: slurm")]
    [InlineData("see https://site.example.org:443/docs", "see https://site.example.org:443/docs")]
    public void What_looks_like_a_secret_is_masked_and_nothing_else(string text, string masked) => SecretWords.Mask(text).ShouldBe(masked);

    [Fact]
    public void Of_a_shell_file_only_names_are_left() =>
        SecretWords.NamesOnly("# secret abc\nexport A=1\n  B='x\ny'\necho $A\n").ShouldBe("A=<omitted>\nB=<omitted>\n");

    [Fact]
    public void Findings_fit_a_terminal()
    {
        var finding = Finding.Failed("a name", string.Join(' ', Enumerable.Repeat("tried", 40)), string.Join(' ', Enumerable.Repeat("found", 40)), "Do this.");

        DoctorText.Lines(7, finding).ShouldAllBe(line => line.Length <= 80);
        DoctorText.Lines(7, finding).First().ShouldBe("  7. FAILED  a name");
    }
}
