using System.Text.Json;
using HpcClient.Commands.Site;
using HpcClient.Output;
using HpcClient.Settings.Folder;

namespace HpcClient.Commands.Service;

/// <summary>Which services there are.</summary>
internal static class ServiceStatus
{
    /// <summary>Says it.</summary>
    /// <returns>0 when at least one is there, else 1.</returns>
    public static async Task<int> SayAsync(WorkFolder folder, string name, bool json, CancellationToken cancellationToken)
    {
        var found = new List<FoundService>();
        foreach (var system in (bool[])[false, true])
        {
            var place = new ServicePlace(system, name);
            var there = SystemdText.IsName(name) && File.Exists(place.Path);
            found.Add(new(system ? "system service" : "user service", there, there ? await StateAsync(place, cancellationToken) : "none") { Unit = there ? place.Path : null });
        }

        try
        {
            var line = new CronTable(folder).IsIn(await ServiceTools.CronTableAsync(cancellationToken));
            found.Add(new("cron", line, line ? "each minute" : "none"));
        }
        catch (CommandFault)
        {
            found.Add(new("cron", IsThere: false, "cannot be told: there is no cron here that you may use"));
        }

        if (json)
        {
            JsonOutput.Write(writer => Write(writer, found));
        }
        else
        {
            foreach (var one in found)
            {
                Console.WriteLine($"{one.Kind,-15} {(one.Unit is { } unit ? $"{unit}: " : "")}{one.State}");
            }
        }

        return found.Exists(one => one.IsThere) ? ExitCodes.Success : ExitCodes.Failure;
    }

    private static void Write(Utf8JsonWriter json, List<FoundService> found)
    {
        json.WriteStartArray();
        foreach (var one in found)
        {
            json.WriteStartObject();
            json.WriteString("kind", one.Kind);

            // A table of cron has no path that would mean anything: it is known by its command.
            json.WriteString("place", one.Unit ?? (one.IsThere ? "crontab" : null));
            json.WriteString("state", one.State);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static async Task<string> StateAsync(ServicePlace place, CancellationToken cancellationToken) =>
        !ServiceTools.HasSystemd
            ? "systemd is not at work on this machine"
            : (await ServiceTools.RunAsync("systemctl", place.Call("is-active", place.Unit), cancellationToken)).Out.Trim() is { Length: > 0 } state ? state : "unknown";
}
