using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace HpcClient.EndToEnd.Tests.Contract;

/// <summary>
/// Every recorded situation of the Python client, put to the executable over real HTTP with stand-in submit commands:
/// the same jobs, scripts, commands and calls, but for what <see cref="IntendedDifference"/> names.
/// </summary>
public sealed partial class RecordedContractTests
{
    public static TheoryData<string> Names() => [.. Scenario.RecordedNames.DefaultIfEmpty("")];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_client_does_what_the_Python_client_did(string name)
    {
        Assert.SkipWhen(name.Length == 0, "The recordings of the Python client lie beside the repository only where it is developed; our own scenarios run everywhere.");
        var scenario = Scenario.Recorded(name);
        await using var run = await ScenarioRun.OfAsync(scenario);
        var theirs = new RecordedOutcome(scenario.Root.GetProperty("rc2"), run.Hpc);

        (run.Result.ExitCode == 0).ShouldBe(theirs.Succeeded, run.Result.Error);
        var isCustom = scenario.CastYml.Contains("\n  script:", StringComparison.Ordinal);
        var refused = new List<string>();
        foreach (var job in scenario.Jobs)
        {
            if (!Compare(job, theirs, run, isCustom))
            {
                refused.Add(job["id"]!.GetValue<string>());
            }
        }

        CompareCommands(theirs, run, refused, isDryRun: scenario.CastYml.Contains("dry_run: true", StringComparison.Ordinal));
        CompareCalls(theirs, run, refused);
        if (theirs.Succeeded)
        {
            run.Summary.ShouldBe((theirs.Scripts.Count - refused.Count, theirs.Rejected.Count + refused.Count, 0), run.Result.Out);
        }

        run.Result.Error.ShouldNotContain(ScenarioSite.Secret);
    }

    /// <returns>False where we refuse what the Python client ran with a default in place of what it could not read.</returns>
    private static bool Compare(JsonObject job, RecordedOutcome theirs, ScenarioRun run, bool isCustom)
    {
        var id = job["id"]!.GetValue<string>();
        var ours = run.Script(id);
        if (!theirs.Scripts.TryGetValue(id, out var recorded))
        {
            ours.ShouldBeNull($"{id} was not launched by the Python client");
            return true;
        }

        if (ours is null)
        {
            // IntendedDifference.MalformedIsRefused
            AsksForNonsense(job).ShouldBeTrue($"{id}: {run.Log(id)}");
            run.States[id].ShouldBe(job["state"]!.GetValue<string>() == "pending" ? "cancelled" : "failed");
            run.Log(id).ShouldContain("It must be");
            return false;
        }

        if (isCustom)
        {
            CompareCustom(job, recorded, ours);
        }
        else if (recorded.Contains("./engine", StringComparison.Ordinal))
        {
            CompareDefault(id, job, recorded, ours);
        }
        else
        {
            // base: an example whose wording is ours.
            ours.ShouldContain(id);
        }

        return true;
    }

    private static void CompareCustom(JsonObject job, string recorded, string ours)
    {
        // IntendedDifference.SingularityFlags
        var dropped = job["config"]?["config"] is JsonObject options && options.ContainsKey("singularity-debug");
        ours.ShouldBe(dropped ? recorded.Replace("echo False", "echo True", StringComparison.Ordinal) : recorded);
    }

    private static void CompareDefault(string id, JsonObject job, string recorded, string ours)
    {
        var directives = Directives.Of(ours);
        foreach (var directive in Directives.Of(recorded))
        {
            var differs = (HasPartWordTag(job) && Directives.IsCpu(directive)) // IntendedDifference.WholeWordTags
                || LsfBareSize().IsMatch(directive); // IntendedDifference.LsfMemory
            if (!differs)
            {
                directives.ShouldContain(directive, $"{id}\n{ours}");
            }
        }

        // IntendedDifference.NoInnerSrun, ExtraDirectives
        ours.TrimEnd().ShouldEndWith($"./engine run --single-job {id}");
        ours.ShouldNotContain("srun");
        ours.Split('\n')[0].ShouldStartWith("#!");
        directives.Count(Directives.IsCpu).ShouldBe(1);
        directives.Count(Directives.IsMemory).ShouldBe(1);
    }

    private static void CompareCommands(RecordedOutcome theirs, ScenarioRun run, List<string> refused, bool isDryRun)
    {
        var expected = theirs.Commands.Where(command => !refused.Exists(id => command.Any(argument => argument.Contains(id, StringComparison.Ordinal)))).ToList();
        if (isDryRun)
        {
            // IntendedDifference.DryRun: the Python client ran "echo COMMAND"; ours logs the command.
            run.Commands.ShouldBeEmpty();
            foreach (var command in expected)
            {
                run.Result.Error.ShouldContain(string.Join(' ', command.Skip(1)));
            }

            return;
        }

        run.Commands.Select(command => string.Join('\0', command.Arguments)).ShouldBe(expected.Select(command => string.Join('\0', command)));
        foreach (var command in run.Commands)
        {
            var id = JobIdIn().Match(string.Join(' ', [.. command.Arguments, command.StandardInput])).Groups[1].Value;
            command.StandardInput.ShouldBe(theirs.OnStandardInput ? run.Script(id) : "");
            run.IsExecutable(id).ShouldBe(theirs.Executable[id]);
        }
    }

    private static void CompareCalls(RecordedOutcome theirs, ScenarioRun run, List<string> refused)
    {
        var ours = run.Calls.Where(call => !refused.Contains(Target(call))).ToList();
        ours.Select(Kind).ShouldBe(theirs.Calls.Select(call => Kind(JsonNode.Parse(call.GetRawText())!.AsObject())));
        foreach (var (call, theirCall) in ours.Zip(theirs.Calls))
        {
            var recorded = JsonNode.Parse(theirCall.GetRawText())!.AsObject();
            if (recorded["log"] is not null)
            {
                // IntendedDifference.RefusalWords: whom it concerns and whom to ask is the same.
                var words = call["lines"]!.AsArray().Single()!["msg"]!.GetValue<string>();
                words.Split('\n')[0].ShouldBe(recorded["lines"]!.AsArray().Single()!["msg"]!.GetValue<string>().Split('\n')[0]);
                words.ShouldContain("hpc-admin@example.edu");
                call["lines"]![0]!["fd"]!.GetValue<int>().ShouldBe(-1);
                Target(call).ShouldBe(recorded["log"]!.GetValue<string>());
            }
            else
            {
                JsonNode.DeepEquals(call, recorded).ShouldBeTrue($"{call} is not {recorded}");
            }
        }
    }

    private static string Kind(JsonObject call) => call.First().Key;

    private static string Target(JsonObject call) => call.First().Value!.GetValue<string>();

    private static bool HasPartWordTag(JsonObject job) => Tags(job).Any(tag => PartWord().IsMatch(tag));

    private static bool AsksForNonsense(JsonObject job) =>
        Tags(job).Any(tag => Nonsense().IsMatch(tag))
        || (job["config"]?["config"] as JsonObject ?? []).Any(option => option.Key.StartsWith("scheduler_", StringComparison.Ordinal));

    private static IEnumerable<string> Tags(JsonObject job) => job["tags"]!.AsArray().Select(tag => tag!.GetValue<string>());

    [GeneratedRegex(@"^[^=]*[^=\s]-?(cpu|ram)=", RegexOptions.IgnoreCase)]
    private static partial Regex PartWord();

    // Not whole gigabytes or CPUs from 1.
    [GeneratedRegex(@"^(cpus?|scheduler_cpu|ram|scheduler_ram|ram-gb)=(?!0*[1-9][0-9]*[gG]?$)", RegexOptions.IgnoreCase)]
    private static partial Regex Nonsense();

    [GeneratedRegex(@"^#BSUB -R \d+[gG]?$")]
    private static partial Regex LsfBareSize();

    [GeneratedRegex("([0-9a-f]{24})")]
    private static partial Regex JobIdIn();
}
