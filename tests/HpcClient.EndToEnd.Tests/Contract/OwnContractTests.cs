using System.Text.Json;
using System.Text.Json.Nodes;

namespace HpcClient.EndToEnd.Tests.Contract;

/// <summary>Our own scenarios (<c>Scenarios/</c>), each with what the client is to do, put to the executable over real HTTP.</summary>
public sealed class OwnContractTests
{
    public static TheoryData<string> Names() => [.. Scenario.OwnNames];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_client_does_what_the_scenario_says(string name)
    {
        var scenario = Scenario.Own(name);
        var expect = scenario.Root.GetProperty("expect");
        await using var run = await ScenarioRun.OfAsync(scenario);

        run.Result.ExitCode.ShouldBe(expect.GetProperty("exit").GetInt32(), run.Result.Error);
        Here(run, string.Join(',', expect.GetProperty("summary") is { ValueKind: JsonValueKind.Array } summary ? summary.EnumerateArray() : []))
            .ShouldBe(run.Summary is { } told ? $"{told.Launched},{told.Rejected},{told.Skipped}" : "");
        foreach (var said in expect.GetProperty("says").EnumerateArray())
        {
            run.Result.Error.ShouldContain(Here(run, said.GetString()!));
        }

        CompareScripts(scenario, expect.GetProperty("scripts"), run);
        run.Commands.Select(command => string.Join('\0', command.Arguments)).ShouldBe(
            expect.GetProperty("commands").EnumerateArray().Select(command => string.Join('\0', command.EnumerateArray().Select(argument => Here(run, argument.GetString()!)))));
        run.Calls.Select(Told).ShouldBe(expect.GetProperty("calls").EnumerateArray().Select(call => Told(JsonNode.Parse(call.GetRawText())!.AsObject())));
        foreach (var call in expect.GetProperty("calls").EnumerateArray().Where(call => call.TryGetProperty("says", out _)))
        {
            run.Log(call.GetProperty("log").GetString()!).ShouldContain(call.GetProperty("says").GetString()!);
        }
    }

    [Theory]
    [InlineData("slurm-defaults")]
    [InlineData("slurm-malformed")]
    [InlineData("lsf-requests")]
    public async Task A_second_sweep_submits_nothing_again(string name)
    {
        await using var run = await ScenarioRun.OfAsync(Scenario.Own(name));
        var (launched, rejected, _) = run.Summary!.Value;
        var commands = run.Commands.Count;

        await run.SweepAsync();

        run.Commands.Count.ShouldBe(commands);
        run.Summary.ShouldBe((0, 0, launched), $"{rejected} were refused before and are no longer listed\n{run.Result.Error}");
    }

    private static void CompareScripts(Scenario scenario, JsonElement expected, ScenarioRun run)
    {
        foreach (var job in scenario.Jobs)
        {
            var id = job["id"]!.GetValue<string>();
            var script = run.Script(id);
            if (!expected.TryGetProperty(id, out var want))
            {
                script.ShouldBeNull($"{id} is not to be launched");
                continue;
            }

            script.ShouldNotBeNull($"{id}\n{run.Result.Error}");
            if (want.TryGetProperty("text", out var text))
            {
                script.ShouldBe(Here(run, text.GetString()!));
            }
            else
            {
                // The nonce of the attempt is never the same.
                Directives.Of(script).Where(line => !line.Contains("--comment=", StringComparison.Ordinal) && !line.Contains("-Jd ", StringComparison.Ordinal) && !line.StartsWith("#$ -A", StringComparison.Ordinal))
                    .ShouldBe(want.GetProperty("directives").EnumerateArray().Select(line => Here(run, line.GetString()!)), ignoreOrder: true, customMessage: script);
            }

            if (want.TryGetProperty("executable", out var executable))
            {
                run.IsExecutable(id).ShouldBe(executable.GetBoolean());
            }

            run.Commands.Any(command => command.StandardInput == script).ShouldBe(want.TryGetProperty("stdin", out _));
        }
    }

    private static string Told(JsonObject call) => $"{call.First().Key} {call.First().Value} {call["body"]?["state"] ?? call["state"]}".TrimEnd();

    private static string Here(ScenarioRun run, string text) => text.Replace(Scenario.FolderMark, run.Hpc, StringComparison.Ordinal);
}
