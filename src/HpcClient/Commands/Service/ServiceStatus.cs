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
        var found = new List<(string Kind, string? Place, string? State)>();
        foreach (var system in (bool[])[false, true])
        {
            var place = new ServicePlace(system, name);
            var there = SystemdText.IsName(name) && File.Exists(place.Path);
            found.Add((system ? "system service" : "user service", there ? place.Path : null, there ? await StateAsync(place, cancellationToken) : "none"));
        }

        try
        {
            var line = new CronTable(folder).IsIn(await ServiceTools.CronTableAsync(cancellationToken));
            found.Add(("cron", line ? "crontab" : null, line ? "each minute" : "none"));
        }
        catch (CommandFault)
        {
            found.Add(("cron", null, "cannot be told: there is no cron here that you may use"));
        }

        if (json)
        {
            JsonOutput.Write(writer => Write(writer, found));
        }
        else
        {
            foreach (var (kind, place, state) in found)
            {
                Console.WriteLine($"{kind,-15} {(place is null or "crontab" ? "" : $"{place}: ")}{state}");
            }
        }

        return found.Exists(one => one.Place is not null) ? ExitCodes.Success : ExitCodes.Failure;
    }

    private static void Write(Utf8JsonWriter json, List<(string Kind, string? Place, string? State)> found)
    {
        json.WriteStartArray();
        foreach (var (kind, place, state) in found)
        {
            json.WriteStartObject();
            json.WriteString("kind", kind);
            json.WriteString("place", place);
            json.WriteString("state", state);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static async Task<string> StateAsync(ServicePlace place, CancellationToken cancellationToken) =>
        !ServiceTools.HasSystemd
            ? "systemd is not at work on this machine"
            : (await ServiceTools.RunAsync("systemctl", place.Call("is-active", place.Unit), cancellationToken)).Out.Trim() is { Length: > 0 } state ? state : "unknown";
}
