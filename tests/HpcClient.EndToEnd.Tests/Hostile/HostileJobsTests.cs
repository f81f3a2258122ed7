using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HpcClient.EndToEnd.Tests.Contract;

namespace HpcClient.EndToEnd.Tests.Hostile;

/// <summary>
/// Every hostile value of the corpus in places of a job that a user can write to, in one sweep of the executable: no
/// value reaches a script, a command or a log other than quoted in one line of words.
/// </summary>
public sealed partial class HostileJobsTests
{
    private const string Allowing = """
        cast:
          cluster: slurm
          cast_on_tag: true
          admin_contact_email: hpc@lab.example
          map_job_priority: true
          fw_priority_map: {low: 1, high: 5}

        """;

    private const string CustomScript = """
          script: |
            #!/bin/bash
            # {{ job.cpu }} {{ job.ram }} {{ job.gpu }} {{ job.priority }} {{ job.walltime }} {{ job.partition }} {{ job.account }} {{ job.qos }} {{ job.constraint }}
            ./engine run --single-job {{ job.fw_id }}

        """;

    private static readonly string[] Keys = ["cpu", "cpus", "scheduler_cpu", "ram", "scheduler_ram", "ram-gb", "gpu", "walltime", "partition", "account", "qos", "constraint"];

    private static readonly string[] Options =
    [
        "scheduler_cpu", "scheduler_ram", "slurm-cpu", "slurm-ram", "scheduler_gpu", "scheduler_walltime", "scheduler_partition", "scheduler_account", "scheduler_qos",
        "scheduler_constraint",
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_hostile_value_reaches_a_script_a_command_or_a_log(bool custom)
    {
        var jobs = Jobs().ToList();
        var decent = Job(0xfffff);
        await using var run = await ScenarioRun.OfAsync(Of(Allowing + (custom ? CustomScript : ""), [.. jobs, decent]));

        run.Result.ExitCode.ShouldBe(0, run.Result.Error);
        var pattern = Comparable(run, Id(decent));
        foreach (var job in jobs.Where(job => run.Script(Id(job)) is not null))
        {
            // What was launched asked for nothing that counts, so it is what the decent job is.
            Comparable(run, Id(job)).ShouldBe(pattern, job.ToJsonString());
        }

        foreach (var command in run.Commands)
        {
            command.Arguments.Count.ShouldBe(2);
            command.Arguments[1].ShouldMatch($"^{Regex.Escape(run.Hpc)}/logs/generated/job-[0-9a-f]{{24}}[.]sh$");
        }

        LogsAreClean(run, jobs);
        Directory.EnumerateFileSystemEntries(run.Hpc).Select(Path.GetFileName).ShouldBe(["settings", "logs", "state"], ignoreOrder: true);
        Directory.EnumerateFiles(Path.Combine(run.Hpc, "logs", "generated")).Count().ShouldBe(run.Commands.Count);
        run.Summary.ShouldBe((run.Commands.Count, jobs.Count + 1 - run.Commands.Count, 0), "every job was either launched or refused in words");
    }

    private static void LogsAreClean(ScenarioRun run, List<JsonObject> jobs)
    {
        foreach (var line in run.Result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            line.ShouldMatch("^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8} (INFO|WARNING|ERROR) ");
            line.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029' or '\u202e').ShouldBeFalse(line);
            line.Length.ShouldBeLessThan(3_000);
            Canary(line);
        }

        foreach (var id in jobs.Select(Id))
        {
            var told = run.Log(id);
            told.Any(c => char.IsControl(c) && c != '\n').ShouldBeFalse(told);
            told.Split('\n').Length.ShouldBeLessThan(5, told);
            told.Length.ShouldBeLessThan(3_000);
            Canary(told);
        }
    }

    // A rendered template shows as its result, without the text that makes it.
    private static void Canary(string text) => text.ShouldNotContain(HostileValues.Canary);

    private static string Comparable(ScenarioRun run, string id) =>
        Nonce().Replace(run.Script(id)!.Replace(id, "ID", StringComparison.Ordinal), "$1NONCE");

    private static IEnumerable<JsonObject> Jobs()
    {
        var number = 0;
        foreach (var (index, value) in HostileValues.All.Index())
        {
            // By turns: the planner's own tests put every value into every key.
            yield return Job(number++, $"{Keys[index % Keys.Length]}={value}");
            yield return Job(number++, $"{Keys[(index + 5) % Keys.Length]}={value}");
            var asking = Job(number++);
            asking["config"]!["config"]![Options[index % Options.Length]] = value;
            yield return asking;

            var named = Job(number++, value, $"my-cpu={value}");
            named["gear_info"] = new JsonObject { ["name"] = value, ["version"] = value, ["category"] = value };
            named["origin"] = new JsonObject { ["type"] = value, ["id"] = value };
            named["priority"] = value;
            named["label"] = value;
            named["config"]!["config"]![value] = value;
            yield return named;
        }
    }

    private static JsonObject Job(int number, params string[] tags) => new()
    {
        ["id"] = $"65a0c0ffee0000000{number:x7}",
        ["state"] = "running",
        ["tags"] = new JsonArray([JsonValue.Create("hpc"), .. tags.Select(tag => JsonValue.Create(tag))]),
        ["config"] = new JsonObject { ["config"] = new JsonObject() },
        ["gear_info"] = new JsonObject { ["name"] = "bids-check", ["version"] = "1.0.0" },
        ["origin"] = new JsonObject { ["type"] = "user", ["id"] = "ann@lab.example" },

        // Not in the map, as no hostile one is.
        ["priority"] = "medium",
    };

    private static string Id(JsonObject job) => job["id"]!.GetValue<string>();

    private static Scenario Of(string castYml, IReadOnlyList<JsonObject> jobs)
    {
        using var document = JsonDocument.Parse(new JsonObject { ["cast_yml"] = castYml, ["jobs"] = new JsonArray([.. jobs]), ["whitelist"] = new JsonArray() }.ToJsonString());
        return new("hostile", document.RootElement.Clone());
    }

    [GeneratedRegex("(--comment=|FW_HPC_NONCE=)[0-9a-f]{32}")]
    private static partial Regex Nonce();
}
