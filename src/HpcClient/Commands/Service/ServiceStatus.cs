using HpcClient.Commands.Site;
using HpcClient.Settings.Folder;

namespace HpcClient.Commands.Service;

/// <summary>Which services there are.</summary>
internal static class ServiceStatus
{
    /// <summary>Says it.</summary>
    /// <returns>0 when at least one is there, else 1.</returns>
    public static async Task<int> SayAsync(WorkFolder folder, string name, CancellationToken cancellationToken)
    {
        var found = false;
        foreach (var system in (bool[])[false, true])
        {
            var place = new ServicePlace(system, name);
            var there = SystemdText.IsName(name) && File.Exists(place.Path);
            found |= there;
            Console.WriteLine($"{(system ? "system service" : "user service"),-15} {(there ? $"{place.Path}: {await StateAsync(place, cancellationToken)}" : "none")}");
        }

        try
        {
            var line = new CronTable(folder).IsIn(await ServiceTools.CronTableAsync(cancellationToken));
            found |= line;
            Console.WriteLine($"{"cron",-15} {(line ? "each minute" : "none")}");
        }
        catch (CommandFault)
        {
            Console.WriteLine($"{"cron",-15} cannot be told: there is no cron here that you may use");
        }

        return found ? ExitCodes.Success : ExitCodes.Failure;
    }

    private static async Task<string> StateAsync(ServicePlace place, CancellationToken cancellationToken) =>
        !ServiceTools.HasSystemd
            ? "systemd is not at work on this machine"
            : (await ServiceTools.RunAsync("systemctl", place.Call("is-active", place.Unit), cancellationToken)).Out.Trim() is { Length: > 0 } state ? state : "unknown";
}
