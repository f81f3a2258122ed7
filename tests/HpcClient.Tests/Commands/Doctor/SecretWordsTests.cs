using HpcClient.Commands.Doctor;
using HpcClient.Commands.Doctor.Masking;

namespace HpcClient.Tests.Commands.Doctor;

public sealed class SecretWordsTests
{
    [Theory]
    [InlineData("export SCITRAN_CORE_DRONE_SECRET=abc def", "export SCITRAN_CORE_DRONE_SECRET=<omitted>")]
    [InlineData("  api_key: \"x\"", "  api_key: <omitted>")]
    [InlineData("HTTPS_PROXY=http://me:pass@proxy:80", "HTTPS_PROXY=http://<omitted>@proxy:80")]
    [InlineData("git+https://ghp_token@example.org/x", "git+https://<omitted>@example.org/x")]
    [InlineData("    export MY_PASSWORD=hunter2 # note", "    export MY_PASSWORD=<omitted>")]
    [InlineData("export AWS_ACCESS_KEY_ID=AKIA1", "export AWS_ACCESS_KEY_ID=<omitted>")]
    [InlineData("-H \"Authorization: Bearer abcdef123\"", "-H \"Authorization: <omitted>")]
    [InlineData("cluster: slurm", "cluster: slurm")]
    [InlineData("see https://site.example.org:443/docs", "see https://site.example.org:443/docs")]
    public void In_a_line_what_looks_like_a_secret_is_masked_and_nothing_else(string text, string masked) => SecretWords.Mask(text).ShouldBe(masked);

    [Theory]
    [InlineData("HTTP 403: token=abc123 is old.", "HTTP 403: token=<omitted> is old.")]
    [InlineData("GET https://h/x?sig=abc&n=1 failed", "GET https://h/x?sig=<omitted>&n=1 failed")]
    [InlineData("it sent Bearer abcdef123, twice", "it sent Bearer <omitted>, twice")]
    [InlineData("curl -u bob:word https://h/", "curl -u <omitted> https://h/")]
    [InlineData("mysql --password hunter2 -h db", "mysql --password <omitted> -h db")]
    [InlineData("{\"password\":\"hunter2\",\"n\":1}", "{\"password\":\"<omitted>\",\"n\":1}")]
    [InlineData("Run: fw-hpc-client setup --basic --folder /x", "Run: fw-hpc-client setup --basic --folder /x")]
    [InlineData("SCITRAN_CORE_DRONE_SECRET: The drone secret is not set. Set SCITRAN_CORE_DRONE_SECRET to it.", "SCITRAN_CORE_DRONE_SECRET: The drone secret is not set. Set SCITRAN_CORE_DRONE_SECRET to it.")]
    public void In_a_sentence_the_word_alone_goes(string text, string masked) => SecretWords.InSentence(text).ShouldBe(masked);

    [Fact]
    public void A_known_secret_is_found_wherever_it_turns_up()
    {
        var secrets = KnownSecrets.Of([("SCITRAN_CORE_DRONE_SECRET", "drone secret/1"), ("HTTPS_PROXY", "http://me:proxy-word@proxy:80"), ("MY_TOKEN", "first-line\nsecond-line"), ("PWD", "/home/ann"), ("SHORT_KEY", "true")]);

        var finding = secrets.Mask(Finding.Failed("x", "in /home/ann", "+ export A='drone secret/1' | drone%20secret%2F1 proxy-word", "second-line is true"));

        finding.ShouldBe(Finding.Failed("x", "in /home/ann", "+ export A='<omitted>' | <omitted> <omitted>", "<omitted> is true"));
        secrets.ToString().ShouldNotContain("drone");
    }

    [Fact]
    public void Findings_fit_a_terminal()
    {
        var finding = Finding.Failed("a name", string.Join(' ', Enumerable.Repeat("tried", 40)), string.Join(' ', Enumerable.Repeat("found", 40)), "Do this.");

        DoctorText.Lines(7, finding).ShouldAllBe(line => line.Length <= 80);
        DoctorText.Lines(7, finding).First().ShouldBe("  7. FAILED  a name");
    }
}
