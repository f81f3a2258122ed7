using HpcClient.EndToEnd.Tests.Machine;

namespace HpcClient.EndToEnd.Tests.SettingUp;

/// <summary>The guided set-up in a real terminal.</summary>
public sealed class InterviewTests
{
    private static readonly string[] Asked =
    [
        "Which scheduler runs the jobs?", "Host name of your Flywheel site?", "Its port?", "Its drone secret?", "Which jobs are taken?",
        "Whom may refused users ask?", "May only members", "Most CPUs of a job?", "Most memory of a job?", "Most GPUs of a job?",
        "Longest walltime", "Where do jobs keep inputs",
    ];

    [Fact]
    public async Task Found_defaults_a_revised_answer_and_wrong_input_lead_to_an_installation_that_works()
    {
        await using var site = await Installation.StartAsync();
        var folder = site.In("fresh");
        await using var terminal = Start(site, folder);

        await terminal.SeesAsync(Asked[0]);
        await terminal.EnterAsync("slrum");
        await terminal.SeesAsync("No scheduler is called 'slrum'");
        await terminal.EnterAsync("local");
        await terminal.SeesAsync(Asked[1]);
        await terminal.EnterAsync("https://site.example.org/");
        await terminal.SeesAsync("This is no host name.");
        await terminal.EnterAsync("127.0.0.1");
        await terminal.SeesAsync(Asked[2]);
        await terminal.EnterAsync("70000");
        await terminal.SeesAsync("This is no port");
        await terminal.EnterAsync($"{site.Port}");
        await terminal.SeesAsync(Asked[3]);
        await terminal.EnterAsync("wrong-canary-4711");
        await terminal.SeesAsync("Enter site and secret again?");
        await terminal.EnterAsync("yes");
        await terminal.SeesAsync(Asked[1]);
        await terminal.EnterAsync();
        await terminal.SeesAsync(Asked[2]);
        await terminal.EnterAsync();
        await terminal.SeesAsync(Asked[3]);
        await terminal.EnterAsync(site.Secret);
        await terminal.SeesAsync("The site accepts us.");
        foreach (var question in Asked[4..7])
        {
            await terminal.SeesAsync(question);
            await terminal.EnterAsync();
        }

        await terminal.SeesAsync("Most CPUs of a job?");
        await terminal.EnterAsync("many");
        await terminal.SeesAsync("Write a whole number from 1");
        await terminal.EnterAsync("4");
        foreach (var question in Asked[8..])
        {
            await terminal.SeesAsync(question);
            await terminal.EnterAsync();
        }

        await terminal.SeesAsync("Number to change an answer");
        await terminal.EnterAsync("99");
        await terminal.SeesAsync("Write a number from 1 to");
        await terminal.EnterAsync("8");
        await terminal.SeesAsync("Most CPUs of a job?");
        await terminal.EnterAsync("8");
        await terminal.SeesAsync("Number to change an answer");
        Directory.Exists(folder).ShouldBeFalse("nothing is written before all is answered");
        await terminal.EnterAsync("w");

        (await terminal.EndAsync()).ShouldBe(0, terminal.Text);
        terminal.Text.ShouldContain("See whether all works:  fw-hpc-client doctor");
        terminal.Text.ShouldNotContain(site.Secret);
        terminal.Text.ShouldNotContain("wrong-canary-4711");
        (await File.ReadAllTextAsync(Path.Combine(folder, "settings", "cast.yml"))).ShouldContain("\n  max_cpu: 8\n");
        (File.GetUnixFileMode(Path.Combine(folder, "settings", "credentials.sh")) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)).ShouldBe(UnixFileMode.None);
        var doctor = await Product.ClientAsync("doctor", "--folder", folder);
        doctor.ExitCode.ShouldBe(0, doctor.Out);
    }

    [Fact]
    public async Task Ctrl_C_at_any_question_leaves_nothing_half_written()
    {
        await using var site = await Installation.StartAsync();
        for (var stop = 0; stop <= Asked.Length; stop++)
        {
            var folder = site.In($"stopped-{stop}");
            await using var terminal = Start(site, folder, host: "127.0.0.1", secret: site.Secret);
            for (var question = 0; question < stop; question++)
            {
                await terminal.SeesAsync(Asked[question]);
                await terminal.EnterAsync(question == 0 ? "local" : "");
            }

            await terminal.SeesAsync(stop < Asked.Length ? Asked[stop] : "Number to change an answer");
            await terminal.TypeAsync(Terminal.ControlC);

            (await terminal.EndAsync()).ShouldBe(130, $"at question {stop}: {terminal.Text}");
            Directory.Exists(folder).ShouldBeFalse($"stopped at question {stop}");
        }
    }

    [Fact]
    public async Task Leaving_at_the_end_writes_nothing()
    {
        await using var site = await Installation.StartAsync();
        var folder = site.In("left");
        await using var terminal = Start(site, folder, host: "127.0.0.1", secret: site.Secret);
        for (var question = 0; question < Asked.Length; question++)
        {
            await terminal.SeesAsync(Asked[question]);
            await terminal.EnterAsync(question == 0 ? "local" : "");
        }

        await terminal.SeesAsync("Number to change an answer");
        await terminal.EnterAsync("q");

        (await terminal.EndAsync()).ShouldBe(1);
        terminal.Text.ShouldContain("Nothing was written.");
        Directory.Exists(folder).ShouldBeFalse();
    }

    private static Terminal Start(Installation site, string folder, string host = "", string secret = "") => Terminal.Start(
        [Product.Client, "setup", "--folder", folder],
        new Dictionary<string, string?>
        {
            ["SCITRAN_RUNTIME_HOST"] = host, ["SCITRAN_RUNTIME_PORT"] = $"{site.Port}", ["SCITRAN_RUNTIME_INSECURE"] = "1", ["SCITRAN_CORE_DRONE_SECRET"] = secret,
            ["PATH"] = Environment.GetEnvironmentVariable("PATH"), ["SCRATCH"] = null,
        });
}
