using System.Text.Json;
using HpcClient.Demo.Display;
using HpcClient.Demo.Scenarios;
using HpcClient.Demo.Site;
using HpcClient.Posix.Files;
using HpcClient.Posix.Processes;

namespace HpcClient.Demo;

/// <summary>Plays a scenario: site, data, gears, jobs, sweeps, outcome.</summary>
internal sealed class DemoRun(ClientProgram client, string folder, Scenario scenario)
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);

    private string SiteData => Path.Combine(folder, "site");

    private string Hpc => Path.Combine(folder, "hpc");

    /// <summary>Plays it.</summary>
    /// <returns>Whether every job ended as expected.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        Heading("A Flywheel-compatible site on this machine");
        Console.WriteLine($"$ fw-hpc-client site serve --data {SiteData}");
        await using var site = await RunningSite.StartAsync(client, SiteData, Path.Combine(folder, "site.log"), cancellationToken);
        await client.RunAsync(["site", "load", scenario.DataSet, "--data", SiteData], cancellationToken);
        foreach (var gear in scenario.Gears)
        {
            await client.RunAsync(["site", "gear", "add", gear.ManifestPath, "--image", gear.Image, "--data", SiteData], cancellationToken);
        }

        Heading("The cluster side: a folder with settings");
        await SetUpAsync(site, cancellationToken);

        Heading("A researcher launches jobs tagged hpc");
        var rows = new List<DemoRow>();
        foreach (var job in scenario.Jobs)
        {
            rows.Add(new(await LaunchAsync(job, cancellationToken), job));
        }

        Heading("Sweeps cast them to the scheduler; the engine runs them");
        Console.WriteLine($"$ fw-hpc-client run --folder {Hpc}    (each second, as cron would each minute)");
        await new StageTable(rows).ShowAsync(changed => FollowAsync(site, rows, changed, cancellationToken));

        foreach (var row in rows)
        {
            row.Runtime = RuntimeOf(row.Id);
            row.Faults = await Expectation.CheckAsync(site, row, cancellationToken);
        }

        Heading("What came of them");
        Summary.Print(rows);
        await ShowFailureAsync(site, rows, cancellationToken);
        SayWhere();
        var good = rows.Count(r => r.Faults.Count == 0);
        Console.WriteLine($"demo: {good} of {rows.Count} jobs ended as expected");
        return good == rows.Count;
    }

    private static void Heading(string text) => Console.WriteLine($"\n== {text}");

    private async Task SetUpAsync(RunningSite site, CancellationToken cancellationToken)
    {
        await client.RunAsync(["setup", "--folder", Hpc, "--basic"], cancellationToken);
        var cast = Path.Combine(Hpc, "settings", "cast.yml");
        DurableFile.Write(cast, $"""
            cast:
              cluster: {scenario.Cluster}
              admin_contact_email: hpc-admin@example.org
              cast_on_tag: true
              use_hold_engine: true
              group_whitelist: false

            """);
        DurableFile.Write(Path.Combine(Hpc, "settings", "credentials.sh"), $"""
            export SCITRAN_RUNTIME_HOST=127.0.0.1
            export SCITRAN_RUNTIME_PORT={site.Port}
            # Plain http is allowed for a site on this very machine only.
            export SCITRAN_RUNTIME_INSECURE=1
            export SCITRAN_CORE_DRONE_SECRET={site.DroneSecret}
            {string.Join('\n', scenario.Environment)}

            """);
        Console.WriteLine($"  wrote {cast} (cluster: {scenario.Cluster}) and credentials.sh beside it (mode 0600)");
    }

    private async Task<string> LaunchAsync(DemoJob job, CancellationToken cancellationToken)
    {
        List<string> arguments = ["site", "gear", "run", job.Gear, "--input", $"{job.Input}={job.InputPath}", "--tag", "hpc"];
        arguments.AddRange(job.Tags.SelectMany(t => new[] { "--tag", t }));
        arguments.AddRange(job.Config.SelectMany(c => new[] { "--config", c }));
        arguments.AddRange(["--data", SiteData]);
        var output = await client.RunAsync(arguments, cancellationToken);
        return output.Split((char[])[' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries).LastOrDefault(w => w.Length == 24 && w.All(char.IsAsciiHexDigitLower))
            ?? throw new DemoException($"'site gear run' did not print the job's id but: {output}");
    }

    private async Task FollowAsync(RunningSite site, List<DemoRow> rows, Action changed, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(scenario.Limit);
        var sweepLog = Path.Combine(folder, "sweeps.log");
        while (rows.Any(r => r.End is null) && !limit.IsCancellationRequested)
        {
            var sweep = await ChildProcess.RunAsync(new() { Program = client.Path, Arguments = ["run", "--folder", Hpc] }, TimeSpan.FromMinutes(2), cancellationToken: cancellationToken);
            await File.AppendAllTextAsync(sweepLog, sweep.Error + sweep.Out, cancellationToken);
            if (sweep.ExitCode != 0)
            {
                throw new DemoException($"the sweep ended with exit code {sweep.ExitCode}: {sweep.Error.Trim()}");
            }

            await TakeInAsync(site, rows, cancellationToken);
            changed();
            await Task.Delay(SweepInterval, cancellationToken);
        }
    }

    private async Task TakeInAsync(RunningSite site, List<DemoRow> rows, CancellationToken cancellationToken)
    {
        var jobs = (await site.JobsAsync(cancellationToken)).ToDictionary(j => j.Id);
        foreach (var row in rows)
        {
            var job = jobs[row.Id];
            row.End = job.IsOver ? job : null;
            row.Stage = job switch
            {
                { IsOver: true } => job.State,
                _ when File.Exists(Path.Combine(Hpc, "state", "claims", $"{row.Id}.json")) => "running on the node",
                _ when File.Exists(Path.Combine(Hpc, "logs", "generated", $"job-{row.Id}.sh")) => $"with the {scenario.Cluster} scheduler",
                { State: "running" } => "held for us at the site",
                _ => "launched at the site",
            };
        }
    }

    private string RuntimeOf(string jobId)
    {
        var end = Path.Combine(Hpc, "state", "ends", $"{jobId}.json");
        if (!File.Exists(end))
        {
            return "";
        }

        using var record = JsonDocument.Parse(File.ReadAllBytes(end));
        return record.RootElement.TryGetProperty("runtime", out var runtime) ? runtime.GetString() ?? "" : "";
    }

    private static async Task ShowFailureAsync(RunningSite site, List<DemoRow> rows, CancellationToken cancellationToken)
    {
        if (rows.Find(r => r.End?.State == "failed") is not { } failed)
        {
            return;
        }

        Heading($"How a failure reads in the researcher's job log ({failed.ShortId}, {failed.Job.Gear})");
        foreach (var line in (await site.LogAsync(failed.Id, cancellationToken)).TrimEnd().Split('\n').TakeLast(8))
        {
            Console.WriteLine($"  | {line}");
        }
    }

    private void SayWhere()
    {
        Heading("Where things lie");
        Console.WriteLine($"""
              settings            {Hpc}/settings
              job scripts         {Hpc}/logs/generated
              scheduler's logs    {Hpc}/logs/queue
              claims, end records {Hpc}/state
              sweeps' log         {folder}/sweeps.log
              the site's data     {SiteData}
            To look further, start the site again and ask it:
              {client.Path} site serve --data {SiteData} &
              {client.Path} site jobs --data {SiteData}
              {client.Path} site logs JOB --data {SiteData}
              {client.Path} site files {PathOfFirstInput()} --data {SiteData}
            """);
    }

    private string PathOfFirstInput() => Path.GetDirectoryName(scenario.Jobs[0].InputPath)!;
}
