using System.CommandLine;
using System.Globalization;
using HpcClient.Commands.Cast;
using HpcClient.Commands.Serve.Systemd;

namespace HpcClient.Commands.Serve;

/// <summary><c>serve</c>: what <c>run</c> does, again and again.</summary>
internal static class ServeCommand
{
    private const double MostPollSeconds = 3600;

    /// <summary>The command.</summary>
    public static Command Create(SweepOptions options)
    {
        var poll = new Option<double?>("--poll-seconds")
        {
            Description = "Longest wait between two passes. It is 5 seconds, or this if it is less, while something happens. Default: poll_seconds of cast.yml.",
            HelpName = "SECONDS",
        };
        var port = new Option<string?>("--status-port")
        {
            Description = "Serve /healthz and /metrics on this port of 127.0.0.1; 0 takes a free one. Default: status_port of cast.yml, else not at all.",
            HelpName = "PORT",
        };
        poll.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double?>() is not (null or (>= 0.1 and <= MostPollSeconds)))
            {
                result.AddError($"--poll-seconds must be seconds from 0.1 to {MostPollSeconds:0}.");
            }
        });
        port.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && Port(token.Value) is null)
            {
                result.AddError("--status-port must be a number from 0 to 65535. The pages are served on 127.0.0.1 only; to see them elsewhere, tunnel there with ssh.");
            }
        });
        var command = new Command("serve", "Looks for jobs until TERM or INT: what 'run' does, again and again. For systemd, see docs/running-as-a-service.md.") { poll, port };
        options.AddCommonTo(command);
        command.SetAction(async (parse, cancellation) =>
        {
            using var notifier = ServiceNotifier.FromEnvironment();
            var context = new ServeContext(FolderOption.Read(parse, options.Folder), TimeProvider.System, options.Log(parse), new(TimeProvider.System), notifier);
            var asked = new ServeOptions(parse.GetValue(poll) is { } seconds ? TimeSpan.FromSeconds(seconds) : null, parse.GetValue(port) is { } text ? Port(text) : null);
            return await new ServeRunner(context, asked).RunAsync(cancellation);
        });
        return command;
    }

    private static int? Port(string text) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : null;
}
