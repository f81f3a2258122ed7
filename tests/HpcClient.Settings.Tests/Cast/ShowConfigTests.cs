using HpcClient.Settings.Cast;
using HpcClient.Settings.Credentials;

namespace HpcClient.Settings.Tests.Cast;

public sealed class ShowConfigTests
{
    public static readonly TheoryData<string> Scripts =
    [
        "#!/bin/bash\n\n  indented\necho: {{ x }} # no comment\n", "one line", "no end\nhere", "two ends\nhere\n\n", " leading\nspace", "tab\there\nand", "true", "12", "'q' \"d\" \\", "trailing \nspace\n", "\n\nfirst empty\n",
        "colon: here", "ends with \\", "é 😀", "- dash",
    ];

    [Theory]
    [MemberData(nameof(Scripts))]
    public void What_is_shown_reads_back_the_same(string script)
    {
        var settings = new CastSettings
        {
            Cluster = "slurm",
            CastOnTag = true,
            AdminContactEmail = "Ann <a@b.org>",
            FilterTags = ["a b", "yes", "x:y", "null"],
            SchedulerRam = "4G",
            Command = ["sbatch", "{{ script_path }}", ""],
            FwPriorityMap = new Dictionary<string, int> { ["low"] = -1 },
            Script = script,
            ScriptExecutable = false,
        };
        var text = ShowConfig.Text(settings);
        var back = CastSettingsReader.Parse(text, "cast.yml");
        back.Faults.ShouldBeEmpty(text);
        back.Settings!.Script.ShouldBe(script);
        back.Settings.FilterTags.ShouldBe(settings.FilterTags);
        back.Settings.Command.ShouldBe(settings.Command);
        back.Settings.FwPriorityMap.ShouldBe(settings.FwPriorityMap);
        back.Settings.AdminContactEmail.ShouldBe(settings.AdminContactEmail);
        ShowConfig.Text(back.Settings).ShouldBe(text);
    }

    [Fact]
    public void The_secret_is_omitted()
    {
        var site = new SiteCredentials("site.example.org", 443, insecure: false, "hush-hush");
        var text = ShowConfig.Text(new() { Cluster = "slurm" }, site);
        text.ShouldContain("host: site.example.org");
        text.ShouldContain("secret: <omitted>");
        text.ShouldNotContain("hush");
        site.ToString().ShouldBe("https://site.example.org:443 <omitted>");
        site.RevealSecret().ShouldBe("hush-hush");
    }
}
