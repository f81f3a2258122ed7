using System.CommandLine;

namespace HpcClient.Commands.Template;

/// <summary><c>template</c>: for admins who write their own scripts.</summary>
internal static class TemplateCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Option<string> folder)
    {
        var command = new Command("template", "For admins who write their own scripts.");
        command.Add(TemplateRenderCommand.Create(folder));
        return command;
    }
}
