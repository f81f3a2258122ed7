using System.Globalization;

namespace HpcClient.Posix.Processes;

/// <summary>
/// A process that can be told from a later one with the same number: process id plus start time
/// (clock ticks since boot, field 22 of <c>/proc/PID/stat</c>, proc(5)).
/// </summary>
/// <param name="ProcessId">The process id.</param>
/// <param name="StartTicks">Start time in clock ticks since boot; 0 where /proc does not tell.</param>
public sealed record ProcessIdentity(int ProcessId, long StartTicks)
{
    /// <summary>The identity of this very process.</summary>
    public static ProcessIdentity Current() => Of(Environment.ProcessId) ?? new(Environment.ProcessId, 0);

    /// <summary>The identity of a running process, or null when there is none with this id.</summary>
    public static ProcessIdentity? Of(int processId)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{processId}/stat");

            // The name in parentheses may itself hold spaces and parentheses: count fields after the last one.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : new(processId, long.Parse(fields[19], CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether this same process still runs (a zombie does not).</summary>
    public bool IsAlive() => Of(ProcessId) is { } now && (StartTicks == 0 || now.StartTicks == StartTicks);
}
