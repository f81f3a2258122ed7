using HpcClient.Commands.Serve.Status;
using HpcClient.Commands.Serve.Systemd;
using HpcClient.Output;
using HpcClient.Settings.Folder;
using Microsoft.Extensions.Logging;

namespace HpcClient.Commands.Serve;

/// <summary>What all parts of the long-running form share.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Time">Clock.</param>
/// <param name="Log">Log.</param>
/// <param name="Vitals">How it goes.</param>
/// <param name="Notifier">The service manager.</param>
internal sealed record ServeContext(WorkFolder Folder, TimeProvider Time, ILogger Log, Vitals Vitals, ServiceNotifier Notifier)
{
    /// <summary>The log of the passes, which would say the same again every minute.</summary>
    public RepeatedLines PassLog { get; } = new(Log, Time);
}
