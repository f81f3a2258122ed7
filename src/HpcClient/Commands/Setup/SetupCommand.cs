using System.CommandLine;
using HpcClient.Commands.Cast;
using HpcClient.Scheduling;

namespace HpcClient.Commands.Setup;

/// <summary><c>setup</c>: makes the folder with settings and the engine link.</summary>
internal static class SetupCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Option<string> folder)
    {
        var basic = new Option<bool>("--basic") { Description = "Write the commented templates only, without looking round and without questions." };
        var yes = new Option<bool>("--yes", "-y") { Description = "Take what is found, and the defaults, without questions." };
        var answers = new Option<string?>("--answers") { Description = "Take answers from this YAML file; what it does not say is found, or gets its default.", HelpName = "FILE" };
        var cluster = new Option<string>("--cluster")
        {
            Description = $"The scheduler of the templates, or the one to propose: {string.Join(", ", SchedulerRegistry.Names)}.",
            HelpName = "NAME",
            DefaultValueFactory = _ => "slurm",
        };
        var upgrade = new Option<bool>("--upgrade") { Description = "Bring the settings of an older version, or of the Python client, up to date: shows the difference, asks, and keeps a copy." };
        var replace = new Option<bool>("--replace-engine") { Description = "Let logs/temp/engine lead to this executable even when another engine is there." };
        var command = new Command("setup", "Asks a few questions and makes the folder: settings with a comment for every key, logs, state, and the engine link. Existing settings stay as they are.")
        {
            folder, basic, yes, answers, cluster, upgrade, replace,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(basic) && (result.GetValue(yes) || result.GetValue(answers) is not null))
            {
                result.AddError("--basic goes with neither --yes nor --answers.");
            }

            if (result.GetValue(answers) is { Length: 0 })
            {
                result.AddError("--answers takes the name of a file.");
            }

            if (result.GetValue(upgrade) && (result.GetValue(basic) || result.GetValue(answers) is not null || result.GetResult(cluster) is { Implicit: false }))
            {
                result.AddError("--upgrade keeps what the settings say: it goes with none of --basic, --answers and --cluster.");
            }
        });
        command.SetAction((parse, cancellation) => new SetupRunner(new(FolderOption.Read(parse, folder))
        {
            Basic = parse.GetValue(basic),
            Upgrade = parse.GetValue(upgrade),
            Yes = parse.GetValue(yes),
            AnswersFile = parse.GetValue(answers),
            Cluster = parse.GetRequiredValue(cluster),
            IsClusterGiven = parse.GetResult(cluster) is { Implicit: false },
            ReplaceEngine = parse.GetValue(replace),
        }).RunAsync(cancellation));
        return command;
    }
}
