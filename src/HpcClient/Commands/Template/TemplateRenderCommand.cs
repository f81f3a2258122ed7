using System.CommandLine;
using HpcClient.Commands.Cast;
using HpcClient.Output;

namespace HpcClient.Commands.Template;

/// <summary><c>template render</c>: prints what a template gives.</summary>
internal static class TemplateRenderCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Option<string> folder)
    {
        var file = new Argument<string>("FILE")
        {
            Description = "A Jinja2 template, '-' for standard input, or a cast.yml: then its script, and its command on standard error.",
        };
        var values = new Option<string?>("--values")
        {
            Description = "JSON with values of your own. They change those of a sample job: a group key by key, anything else as a whole.",
            HelpName = "FILE.json",
        };
        var cluster = new Option<string?>("--cluster")
        {
            Description = "The scheduler whose values to show. Default: that of the folder's cast.yml, else slurm.",
            HelpName = "NAME",
        };
        var tags = new Option<string[]>("--tag")
        {
            Description = "What the sample job asks for, such as gpu=2 or ram=16G; may be given several times.",
            HelpName = "TAG",
        };
        var command = new Command("render", "Prints what a template gives for a sample job.") { file, values, cluster, tags, folder };
        command.SetAction(parse =>
        {
            using var input = Console.OpenStandardInput();
            using var output = StandardOutput.Open();
            var path = parse.GetRequiredValue(file);
            var own = parse.GetResult(folder) is null or { Implicit: true } ? TemplateRequest.FolderAround(path) : null;
            return new TemplateRendering(input, output, Console.Error).Run(new(path, own ?? FolderOption.Read(parse, folder))
            {
                ValuesFile = parse.GetValue(values),
                Cluster = parse.GetValue(cluster),
                Tags = parse.GetValue(tags) ?? [],
                EndsLine = !Console.IsOutputRedirected,
            });
        });
        return command;
    }
}
