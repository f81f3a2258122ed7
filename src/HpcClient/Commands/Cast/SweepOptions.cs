using System.CommandLine;
using HpcClient.Output;
using Microsoft.Extensions.Logging;

namespace HpcClient.Commands.Cast;

/// <summary>The options of a sweep, which <c>run</c> and the root command share.</summary>
internal sealed class SweepOptions
{
    private static readonly string[] Formats = ["text", "json"];

    private readonly Option<string> _format = new("--log-format")
    {
        Description = "How log lines on standard error look: text, or json with one object a line.",
        HelpName = "text|json",
        DefaultValueFactory = _ => "text",
    };

    /// <summary>Makes the options.</summary>
    /// <param name="folder">The folder's, which other commands have too.</param>
    public SweepOptions(Option<string> folder)
    {
        Folder = folder;
        _format.AcceptOnlyFromAmong(Formats);
    }

    /// <summary><c>--folder</c></summary>
    public Option<string> Folder { get; }

    /// <summary><c>--show-config</c></summary>
    public Option<bool> ShowConfig { get; } = new("--show-config") { Description = "Print the settings as they are understood, the secret as <omitted>, and do nothing else." };

    private Option<bool> Quiet { get; } = new("--quiet", "-q") { Description = "Log warnings and errors only." };

    /// <summary>Gives the options to a command that sweeps once.</summary>
    public void AddTo(Command command)
    {
        AddCommonTo(command);
        command.Add(ShowConfig);
    }

    /// <summary>Gives those options to a command that every command which sweeps has: folder and log.</summary>
    public void AddCommonTo(Command command)
    {
        foreach (var option in (Option[])[Folder, Quiet, _format])
        {
            command.Add(option);
        }
    }

    /// <summary>The format that was asked for.</summary>
    public LogFormat Format(ParseResult parse) => parse.GetRequiredValue(_format) == "json" ? LogFormat.Json : LogFormat.Text;

    /// <summary>The log that was asked for.</summary>
    public ILogger Log(ParseResult parse) =>
        new StandardErrorLogger(TimeProvider.System, parse.GetValue(Quiet) ? LogLevel.Warning : LogLevel.Information, Format(parse));
}
