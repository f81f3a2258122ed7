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
            return Failure.Say(SchedulerRegistry.Fault(request.Cluster)!, ExitCodes.Usage);
        }

        if (File.Exists(request.Folder.CastFile) || request.Basic || (!request.Yes && request.AnswersFile is null && !IsTerminal()))
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

        if (request.Yes || request.AnswersFile is not null)
        {
            var (given, exit) = Given(facts);
            return given is null ? exit : Write(given.ForTemplates(), given[Questions.Cluster]);
        }

        if (await new Interview(Terminal(), facts).RunAsync(cancellationToken) is not { } answers)
        {
            Console.WriteLine("Nothing was written.");
            return ExitCodes.Failure;
        }

        return Write(answers.ForTemplates(), answers[Questions.Cluster]);
    }

    // NO_COLOR takes bold and dim along: who sets it wants no codes at all.
    private static IAnsiConsole Terminal() => Screen.HasColours ? AnsiConsole.Console : AnsiConsole.Create(new() { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });

    private static bool IsTerminal() => !Console.IsInputRedirected && !Console.IsOutputRedirected;

    private (Answers? Answers, int Exit) Given(SetupFacts facts)
    {
        IReadOnlyDictionary<string, string> texts = new Dictionary<string, string>();
        if (request.AnswersFile is { } file)
        {
            var (read, faults) = AnswersFile.Read(file, [.. Questions.All.Select(question => question.Key)]);
            if (read is null)
            {
                return (null, Failure.Say(string.Join(Environment.NewLine, faults), ExitCodes.Usage));
            }

            texts = read;
        }

        var answers = new Answers();
        var wrong = new List<string>();
        foreach (var question in Questions.All)
        {
            var text = texts.TryGetValue(question.Key, out var given) ? given : question.Applies(facts, answers) ? question.Default(facts, answers) : "";
            answers[question.Key] = text;

            // A default that is nothing is one that is filled in later.
            if ((given is not null || text.Length > 0) && question.Fault(text, answers) is { } fault)
            {
                wrong.Add($"{question.Key}: {fault}");
            }
        }

        return wrong.Count == 0 ? (answers, ExitCodes.Success) : (null, Failure.Say(string.Join(Environment.NewLine, wrong), ExitCodes.Usage));
    }

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

        Console.WriteLine(Next(folder, answers));
        return ExitCodes.Success;
    }

    private static string Next(WorkFolder folder, SetupAnswers answers) => $"""

        Next:
          1. {(answers.Host is null ? $"Write your site's host name and drone secret into {folder.CredentialsFile}" : "See whether all works:  fw-hpc-client doctor --deep --folder " + folder.Root)}
          2. Look through {folder.CastFile}
          3. Look for jobs once:  fw-hpc-client run --folder {folder.Root}
          4. Let cron do it each minute:  * * * * * {folder.StartFile}
        """;

    private static bool IsOurs(string link) =>
        File.ResolveLinkTarget(link, returnFinalTarget: true)?.FullName == (File.ResolveLinkTarget(Environment.ProcessPath!, returnFinalTarget: true)?.FullName ?? Environment.ProcessPath);
}
