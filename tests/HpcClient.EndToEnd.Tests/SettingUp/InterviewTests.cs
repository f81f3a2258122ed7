using System.Net;
using System.Net.Sockets;
using HpcClient.EndToEnd.Tests.Machine;

namespace HpcClient.EndToEnd.Tests.SettingUp;

/// <summary>The guided set-up in a real terminal.</summary>
public sealed class InterviewTests
{
    private static readonly string[] Asked =
    [
        "Which scheduler runs the jobs?", "Host name of your Flywheel site?", "Its port?", "Is it spoken to without TLS", "Its drone secret?", "Which jobs are taken?",
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
        await terminal.EnterAsync("perhaps");
        await terminal.SeesAsync("Write yes or no.");
        await terminal.EnterAsync("y");
        await terminal.SeesAsync(Asked[4]);
        await terminal.EnterAsync("wrong-canary-4711");
        await terminal.SeesAsync("Enter site and secret again?");
        await terminal.EnterAsync("maybe");
        await terminal.SeesAsync("Write yes or no.");
        await terminal.EnterAsync("yes");
        foreach (var question in Asked[1..4])
        {
            await terminal.SeesAsync(question);
            await terminal.EnterAsync();
        }

        await terminal.SeesAsync(Asked[4]);
        await terminal.EnterAsync(site.Secret);
        await terminal.SeesAsync("The site accepts us.");
        foreach (var (question, wrong, says) in ((string, string, string)[])[
            (Asked[5], "a: b", "not a group of keys"), (Asked[6], "@nobody", "This is no e-mail address."), (Asked[7], "perhaps", "Write yes or no.")])
        {
            await terminal.SeesAsync(question);
            await terminal.EnterAsync(wrong);
            await terminal.SeesAsync(says);
            await terminal.EnterAsync();
        }

        await terminal.SeesAsync("Most CPUs of a job?");
        await terminal.EnterAsync("many");
        await terminal.SeesAsync("Write a whole number from 1");
        await terminal.EnterAsync("4");
        foreach (var (question, wrong, says) in ((string, string, string)[])[
            (Asked[9], "12Q", "Write whole gigabytes"), (Asked[10], "few", "Write a whole number from 0"), (Asked[11], "soon", "Write hours, minutes and seconds"), (Asked[12], "scratch", "This is no full path")])
        {
            await terminal.SeesAsync(question);
            await terminal.EnterAsync(wrong);
            await terminal.SeesAsync(says);
            await terminal.EnterAsync();
        }

        await terminal.SeesAsync("Number to change an answer");
        await terminal.EnterAsync("99");
        await terminal.SeesAsync("Write a number from 1 to");
        await terminal.EnterAsync("9");
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

    [Fact]
    public async Task Another_scheduler_has_its_own_limits_asked_and_another_site_is_tried_anew()
    {
        await using var site = await Installation.StartAsync();
        var folder = site.In("revised");
        Directory.CreateDirectory(site.In("bin"));
        foreach (var (program, body) in ((string, string)[])[
            ("sinfo", "case $1 in --version) echo slurm 23.02.1 ;; *) echo 'main|main*|1-00:00:00|16|64000|(null)|up'; echo 'gpu|gpu|1:00:00|8|32000|gpu:a100:2|up' ;; esac"),
            ("sbatch", "echo 'sbatch: error: Batch job submission failed: Access/permission denied' >&2; exit 1"), ("sacctmgr", "echo 'lab|normal,long'"), ("sacct", "exit 1"), ("squeue", "true"), ("scancel", "true")])
        {
            ExecutableScript.Write(site.In("bin", program), $"#!/bin/bash\n{body}\n");
        }

        await using var terminal = Start(site, folder, host: "127.0.0.1", secret: site.Secret, path: site.In("bin") + ":");

        await terminal.SeesAsync("main (default): up to 24:00:00, 16 CPUs");
        await terminal.SeesAsync("2 GPUs (a100)");
        await terminal.SeesAsync("your accounts: lab");
        await terminal.SeesAsync("your QOS: normal, long");
        await terminal.SeesAsync("refused from this machine");
        await terminal.SeesAsync("accounting does not answer");
        await terminal.SeesAsync("Enter takes the answer in brackets");
        foreach (var (question, answer) in ((string, string)[])[.. Asked[..8].Select((question, index) => (question, index == 0 ? "slurm" : ""))])
        {
            await terminal.SeesAsync(question);
            await terminal.EnterAsync(answer);
        }

        await terminal.SeesAsync("Which partitions may jobs ask for?");
        await terminal.EnterAsync("nope");
        await terminal.SeesAsync("No partition is called 'nope' here. Found: main, gpu.");
        await terminal.EnterAsync("main, gpu");
        foreach (var question in (string[])["Most CPUs of a job?", "Most memory of a job?", "Most GPUs of a job?"])
        {
            await terminal.SeesAsync(question);
            await terminal.EnterAsync();
        }

        await terminal.SeesAsync("Which types of GPUs");
        await terminal.EnterAsync("h200");
        await terminal.SeesAsync("No type of GPU is called 'h200' here.");
        await terminal.EnterAsync("");
        await terminal.SeesAsync("Longest walltime");
        await terminal.EnterAsync("-");
        await terminal.SeesAsync("Where do jobs keep inputs");
        await terminal.EnterAsync("/data/$USER");
        await terminal.SeesAsync("A variable is not filled in here");
        await terminal.EnterAsync("-");

        // The port of nobody: tried again at once, and left as it is.
        await terminal.SeesAsync("Number to change an answer");
        await terminal.EnterAsync("3");
        await terminal.SeesAsync("Its port?");
        await terminal.EnterAsync("1");
        await terminal.SeesAsync("Enter site and secret again?");
        await terminal.EnterAsync("no");
        await terminal.SeesAsync("Number to change an answer");
        await terminal.EnterAsync("1");
        await terminal.SeesAsync("Which scheduler runs the jobs?");
        await terminal.EnterAsync("local");
        foreach (var question in Asked[8..12])
        {
            await terminal.SeesAsync(question);
            await terminal.EnterAsync();
        }

        await terminal.SeesAsync("Number to change an answer");
        await terminal.EnterAsync("w");

        (await terminal.EndAsync()).ShouldBe(0, terminal.Text);
        var cast = await File.ReadAllTextAsync(Path.Combine(folder, "settings", "cast.yml"));
        cast.ShouldContain("\n  cluster: local\n");
        cast.ShouldContain("\n  # allowed_partitions: ", customMessage: "those of the other scheduler are gone");
        cast.ShouldContain("\n  # allowed_gpu_types: ");
        (await Product.ClientAsync("config", "check", "--folder", folder)).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Ctrl_C_while_the_site_is_tried_and_when_it_does_not_accept_us_leaves_nothing_half_written()
    {
        await using var site = await Installation.StartAsync();
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        foreach (var (port, sees) in ((int, string)[])[(((IPEndPoint)silent.LocalEndpoint).Port, "asking the site ("), (1, "Enter site and secret again?")])
        {
            var folder = site.In($"stopped-{port}");
            await using var terminal = Start(site, folder, host: "127.0.0.1", secret: "a-secret-word", port: port);
            foreach (var question in Asked[..5])
            {
                await terminal.SeesAsync(question);
                await terminal.EnterAsync(question == Asked[0] ? "local" : "");
            }

            await terminal.SeesAsync(sees);
            await terminal.TypeAsync(Terminal.ControlC);

            (await terminal.EndAsync()).ShouldBe(130, terminal.Text);
            Directory.Exists(folder).ShouldBeFalse(sees);
        }
    }

    private static Terminal Start(Installation site, string folder, string host = "", string secret = "", string path = "", int? port = null) => Terminal.Start(
        [Product.Client, "setup", "--folder", folder],
        new Dictionary<string, string?>
        {
            ["SCITRAN_RUNTIME_HOST"] = host, ["SCITRAN_RUNTIME_PORT"] = $"{port ?? site.Port}", ["SCITRAN_RUNTIME_INSECURE"] = "1", ["SCITRAN_CORE_DRONE_SECRET"] = secret,
            ["PATH"] = path + Environment.GetEnvironmentVariable("PATH"), ["SCRATCH"] = null,
        });
}
