using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HpcClient.EndToEnd.Tests.Machine;
using HpcClient.Posix.Files;
using HpcClient.Posix.Processes;

namespace HpcClient.EndToEnd.Tests.Contract;

/// <summary>One sweep of the executable over a scenario, in a folder as the Python client left it.</summary>
internal sealed partial class ScenarioRun : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ScenarioSite _site;
    private readonly StandInCommands _commands;

    private ScenarioRun(ScenarioSite site)
    {
        _site = site;
        _commands = new(_folder.In("stand-ins"));
    }

    public string Hpc => _folder.In("hpc");

    public ChildResult Result { get; private set; } = null!;

    public IReadOnlyList<SeenCommand> Commands => _commands.Seen;

    public IReadOnlyList<JsonObject> Calls => [.. _site.Calls];

    public IReadOnlyDictionary<string, string> States => _site.States;

    /// <summary>Launched, rejected and skipped, from the line that ends a sweep; null when there is none.</summary>
    public (int Launched, int Rejected, int Skipped)? Summary => SummaryLine().Match(Result.Out) is { Success: true } match
        ? (int.Parse(match.Groups[1].ValueSpan), int.Parse(match.Groups[2].ValueSpan), int.Parse(match.Groups[3].ValueSpan))
        : null;

    public static async Task<ScenarioRun> OfAsync(Scenario scenario)
    {
        var run = new ScenarioRun(await ScenarioSite.StartAsync(scenario));
        foreach (var part in (string[])["settings", "logs/generated", "logs/queue", "logs/temp"])
        {
            Directory.CreateDirectory(Path.Combine(run.Hpc, part));
        }

        await File.WriteAllTextAsync(Path.Combine(run.Hpc, "settings", "cast.yml"), scenario.CastYml);
        await File.WriteAllTextAsync(Path.Combine(run.Hpc, "logs", "temp", "engine"), "the engine of the old installation");
        DurableFile.Write(Path.Combine(run.Hpc, "settings", "credentials.sh"), $"""
            export SCITRAN_RUNTIME_HOST=127.0.0.1
            export SCITRAN_RUNTIME_PORT={run._site.Port}
            export SCITRAN_RUNTIME_INSECURE=1
            export SCITRAN_CORE_DRONE_SECRET={ScenarioSite.Secret}

            """);
        await run.SweepAsync();
        return run;
    }

    /// <summary>Sweeps (again): without a command, as old cron lines do.</summary>
    public async Task SweepAsync() => Result = await Product.RunAsync(
        Product.Client, ["--folder", Hpc], new Dictionary<string, string?> { ["PATH"] = _commands.SearchPath });

    /// <summary>The script of a job, dry run or not; null when none was written.</summary>
    public string? Script(string jobId) => ((string[])[Path.Combine("logs", "generated"), Path.Combine("logs", "generated", "dry-run")])
        .Select(folder => Path.Combine(Hpc, folder, $"job-{jobId}.sh"))
        .Where(File.Exists)
        .Select(File.ReadAllText)
        .FirstOrDefault();

    /// <summary>Whether the script of a job has the executable bit.</summary>
    public bool IsExecutable(string jobId) =>
        (File.GetUnixFileMode(Path.Combine(Hpc, "logs", "generated", $"job-{jobId}.sh")) & UnixFileMode.UserExecute) != 0;

    /// <summary>What the site was told of a job, in its log.</summary>
    public string Log(string jobId) => string.Concat(Calls.Where(call => call["log"]?.GetValue<string>() == jobId)
        .SelectMany(call => call["lines"]!.AsArray()).Select(line => line!["msg"]!.GetValue<string>()));

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        _folder.Dispose();
    }

    [GeneratedRegex(@"Launched (\d+), rejected (\d+), skipped (\d+) jobs\. Runtime: \d+ ms\.")]
    private static partial Regex SummaryLine();
}
