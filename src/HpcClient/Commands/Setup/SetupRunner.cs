using HpcClient.Commands.Setup.Upgrading;
using HpcClient.Output;
using HpcClient.Scheduling;
using HpcClient.Settings.Folder;
using HpcClient.Settings.Setup;
using Spectre.Console;

namespace HpcClient.Commands.Setup;

/// <summary>Finds, asks, writes, and says what comes next. Nothing is written before all is answered.</summary>
/// <param name="request">What was asked.</param>
internal sealed class SetupRunner(SetupRequest request)
{
    /// <summary>Does it.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (request.Upgrade)
        {
            return await new UpgradeRunner(request, TimeProvider.System).RunAsync(cancellationToken);
        }

        if (SchedulerRegistry.Defaults(request.Cluster) is null)
        {
            return Failure.Say($"No scheduler is called '{request.Cluster}': --cluster takes one of: {string.Join(", ", SchedulerRegistry.Names)}.", ExitCodes.Usage);
        }

        var given = request.AnswersFile is { } file ? GivenAnswers.Of(file) : request.Yes ? GivenAnswers.None : null;
        var isThere = File.Exists(request.Folder.CastFile);
        if (request.Basic || (isThere && request.AnswersFile is null) || (given is null && !IsTerminal()))
        {
            return Write(new(), request.Cluster);
        }

        SetupFacts facts;
        await using (Output.Progress.Of("looking round on this machine", TimeProvider.System))
        {
            facts = await SetupFacts.FindAsync(request.Folder, cancellationToken);
        }

        if (request.IsClusterGiven)
        {
            facts = facts.Preferring(request.Cluster);
        }

        if (given is null)
        {
            if (await new Interview(Terminal(), facts).RunAsync(cancellationToken) is { } answers)
            {
                return Write(answers.ForTemplates(), answers[Questions.Cluster]);
            }

            Console.WriteLine("Nothing was written.");
            return ExitCodes.Failure;
        }

        var (taken, faults) = given.With(facts);
        if (taken is null)
        {
            return Failure.Say(string.Join(Environment.NewLine, faults), ExitCodes.Usage);
        }

        var exit = Write(taken.ForTemplates(), taken[Questions.Cluster]);
        if (exit == ExitCodes.Success && request.AnswersFile is not null && taken[Questions.Host].Length > 0 && taken[Questions.Secret].Length > 0)
        {
            // What is written is right all the same where the site is down just now, or only the nodes reach it.
            Console.WriteLine(await SiteTrial.TryAsync(taken, cancellationToken) is { } fault ? $"\nThe site was tried, and does not accept us yet: {fault}" : "\nThe site was tried and accepts us.");
        }

        return exit;
    }

    // NO_COLOR takes bold and dim along: who sets it wants no codes at all.
    private static IAnsiConsole Terminal() => Screen.HasColours ? AnsiConsole.Console : AnsiConsole.Create(new() { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });

    private static bool IsTerminal() => !Console.IsInputRedirected && !Console.IsOutputRedirected;

    private int Write(SetupAnswers answers, string cluster)
    {
        var folder = request.Folder;
        var result = FolderSetup.Make(folder, new() { Executable = Environment.ProcessPath!, Cluster = cluster, ReplaceEngine = request.ReplaceEngine, Answers = answers });
        foreach (var made in result.Made)
        {
            Console.WriteLine($"made  {made}");
        }

        foreach (var left in result.Left)
        {
            Console.WriteLine($"kept  {left}{(left == folder.EngineLink && !IsOurs(left) ? " (another engine: jobs run with it until you add --replace-engine)" : "")}");
        }

        if (result.Fault is { } fault)
        {
            return Failure.Say(fault, ExitCodes.Folder);
        }

        SayUnused(result, answers);
        Console.WriteLine(Next(folder, result, answers));
        return ExitCodes.Success;
    }

    // Who answers and finds the old settings in force would look for the fault elsewhere.
    private void SayUnused(SetupResult result, SetupAnswers answers)
    {
        var unused = ((string[])[request.Folder.CastFile, request.Folder.CredentialsFile]).Where(result.Left.Contains).ToList();
        if (unused.Count > 0 && (request.AnswersFile is not null || answers.Keys.Count > 0))
        {
            Console.WriteLine($"\nThe answers are not in {string.Join(" and ", unused)}: what was there stays. Edit it, or move it away and run this again.");
        }
    }

    private static string Next(WorkFolder folder, SetupResult result, SetupAnswers answers) => $"""

        Next:
          1. {(result.Left.Contains(folder.CredentialsFile) || answers is { Host: not null, HasSecret: true }
            ? $"See whether all works:  fw-hpc-client doctor --deep --folder {folder.Root}"
            : $"Write {(answers.Host is null ? "your site's host name and drone secret" : "the drone secret")} into {folder.CredentialsFile}")}
          2. Look through {folder.CastFile}
          3. Look for jobs once:  fw-hpc-client run --folder {folder.Root}
          4. Let cron do it each minute:  * * * * * {folder.StartFile}
        """;

    private static bool IsOurs(string link) =>
        File.ResolveLinkTarget(link, returnFinalTarget: true)?.FullName == (File.ResolveLinkTarget(Environment.ProcessPath!, returnFinalTarget: true)?.FullName ?? Environment.ProcessPath);
}
