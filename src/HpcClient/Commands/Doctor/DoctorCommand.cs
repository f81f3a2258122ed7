using System.CommandLine;
using System.Globalization;
using HpcClient.Commands.Cast;
using HpcClient.Output;

namespace HpcClient.Commands.Doctor;

/// <summary><c>doctor</c>: finds out why something does not work.</summary>
internal static class DoctorCommand
{
    private const int DefaultWaitSeconds = 300;
    private const int MostWaitSeconds = 86400;

    // An exit code has 8 bits, and those from 125 on belong to shells.
    private const int MostFailures = 100;

    /// <summary>The command.</summary>
    public static Command Create(Option<string> folder)
    {
        var deep = new Option<bool>("--deep") { Description = "Also send a tiny job through each allowed partition and look round on its node." };
        var wait = new Option<int>("--wait")
        {
            Description = $"With --deep: seconds that such a job may wait and run. Default: {DefaultWaitSeconds}.", HelpName = "SECONDS", DefaultValueFactory = _ => DefaultWaitSeconds,
        };
        wait.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > MostWaitSeconds)
            {
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"--wait takes seconds from 1 to {MostWaitSeconds}."));
            }
        });
        var image = new Option<string?>("--image")
        {
            Description = "With --deep: let the probe fetch this image on its node, as a job would; an image's address, a gear's name, or NAME@VERSION.", HelpName = "GEAR_OR_IMAGE",
        };
        var json = new Option<bool>("--json") { Description = "Print one JSON object at the end." };
        var bundle = new Option<string?>("--bundle") { Description = "Also write an archive for a support ticket: findings, settings and versions, secrets masked.", HelpName = "FILE.tar.gz" };
        var command = new Command("doctor", "Checks the whole installation: what was tried, what was found, what to do. Ends with the number of failed checks.") { folder, deep, wait, image, json, bundle };
        command.Validators.Add(result =>
        {
            if (result.GetValue(bundle) is { Length: 0 })
            {
                result.AddError("--bundle takes the name of a file to write.");
            }

            if (result.GetValue(image) is { } named && (!result.GetValue(deep) || named.Length == 0 || named.Any(char.IsControl)))
            {
                result.AddError(result.GetValue(deep) ? "--image takes an image's address, a gear's name, or NAME@VERSION." : "--image goes with --deep: the image is fetched on the node.");
            }
        });
        command.SetAction((parse, cancellation) =>
        {
            var options = new DoctorOptions(FolderOption.Read(parse, folder), parse.GetValue(deep), TimeSpan.FromSeconds(parse.GetValue(wait))) { Image = parse.GetValue(image) };
            return RunAsync(options, parse.GetValue(json), parse.GetValue(bundle), cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(DoctorOptions options, bool json, string? bundle, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        var checkup = new Checkup(options, TimeProvider.System);
        await using (var progress = Progress.Of("checking", TimeProvider.System))
        {
            await CheckAsync(checkup, json, findings, progress, cancellationToken);
        }

        var failed = findings.Count(finding => finding.Outcome == CheckOutcome.Failed);
        if (json)
        {
            JsonOutput.Write(writer => DoctorJson.Write(writer, findings));
        }
        else
        {
            SayEnd(options, findings, failed);
        }

        if (bundle is not null && SupportBundle.Write(bundle, options.Folder, findings, checkup.Secrets) is { } fault)
        {
            return Failure.Say(fault, ExitCodes.Failure);
        }

        if (bundle is not null && !json)
        {
            Console.WriteLine($"The archive for a ticket is {bundle}. Look through it before it leaves your hands.");
        }

        return Math.Min(failed, MostFailures);
    }

    private static async Task CheckAsync(Checkup checkup, bool json, List<Finding> findings, Progress progress, CancellationToken cancellationToken)
    {
        await foreach (var finding in checkup.RunAsync(cancellationToken))
        {
            findings.Add(finding);
            if (!json)
            {
                foreach (var line in DoctorText.Lines(findings.Count, finding, Screen.TextWidth, Screen.HasColours))
                {
                    Console.WriteLine(line);
                }
            }

            progress.Now($"checking, {findings.Count} done");
        }
    }

    private static void SayEnd(DoctorOptions options, List<Finding> findings, int failed)
    {
        Console.WriteLine();
        Console.WriteLine(failed switch
        {
            0 when findings.Any(finding => finding.Outcome == CheckOutcome.Warning) => "Nothing failed; the warnings are worth a look.",
            0 => options.Deep ? "All is well." : "All is well here. What the nodes have, 'fw-hpc-client doctor --deep' finds out.",
            1 => "1 check failed.",
            _ => string.Create(CultureInfo.InvariantCulture, $"{failed} checks failed. Mend the first one first: others may rest on it."),
        });
    }
}
