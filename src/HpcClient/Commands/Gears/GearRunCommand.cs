using System.CommandLine;
using HpcClient.Engine.Configuration;

namespace HpcClient.Commands.Gears;

/// <summary><c>gear run</c>.</summary>
internal static class GearRunCommand
{
    public static Command Create()
    {
        var given = new InvocationOptions();
        var image = new Option<string?>("--image")
        {
            Description = "The gear's image: docker://…, oras://…, a .sif, a root file system (.tar, .tar.gz, .tgz), containers-storage:NAME. None with --runtime host: the gear's folder is enough there.",
            HelpName = "REF",
        };
        var output = new Option<string>("--output", "-o") { Description = "New or empty folder for what the gear leaves in output/.", HelpName = "DIR", Required = true };
        var overwrite = new Option<bool>("--overwrite") { Description = "Let --output hold files already; those of the same name are replaced." };
        var runtime = new Option<string>("--runtime")
        {
            Description = "What runs the gear; auto takes the first that is there. host is this machine itself, without a container.",
            DefaultValueFactory = _ => "auto",
            HelpName = "RUNTIME",
        };
        runtime.AcceptOnlyFromAmong([.. Enum.GetNames<RuntimeChoice>().Select(name => name.ToLowerInvariant())]);
        var command = new Command("run", "Runs a gear on files of this machine, without a site, as the engine does on a node. To launch a gear of the embedded site as a job: fw-hpc-client site gear run.");
        given.AddTo(command);
        foreach (var option in new Option[] { image, output, overwrite, runtime })
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancellationToken) =>
        {
            return new GearTrial
            {
                Given = given,
                Gear = parsed.GetRequiredValue(given.Gear),
                Image = parsed.GetValue(image),
                Output = parsed.GetRequiredValue(output),
                Overwrite = parsed.GetValue(overwrite),
                Runtime = Enum.Parse<RuntimeChoice>(parsed.GetValue(runtime)!, ignoreCase: true),
            }.RunAsync(parsed, cancellationToken);
        });
        return command;
    }
}
