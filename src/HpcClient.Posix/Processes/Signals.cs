using System.Runtime.InteropServices;

namespace HpcClient.Posix.Processes;

/// <summary>Sends signals to processes and process groups.</summary>
public static class Signals
{
    /// <summary>Sends <paramref name="signal"/> to one process.</summary>
    /// <returns>False when there is no such process (any more) or it belongs to somebody else.</returns>
    public static bool Send(int processId, Signal signal)
    {
        // 0 and -1 would address our own group or every process of the user.
        ArgumentOutOfRangeException.ThrowIfLessThan(processId, 2);
        return Interop.Kill(processId, (int)signal) == 0;
    }

    /// <summary>Sends <paramref name="signal"/> to the whole process group that <paramref name="leader"/> leads.</summary>
    /// <returns>False when the group is gone or belongs to somebody else.</returns>
    public static bool SendToGroup(int leader, Signal signal)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(leader, 2);
        return Interop.Kill(-leader, (int)signal) == 0;
    }

    /// <summary>Whether any process of the group that <paramref name="leader"/> leads still exists.</summary>
    public static bool GroupExists(int leader)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(leader, 2);
        return Interop.Kill(-leader, 0) == 0 || Marshal.GetLastPInvokeError() != Interop.NoSuchProcess;
    }
}
