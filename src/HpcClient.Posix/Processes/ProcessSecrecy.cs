namespace HpcClient.Posix.Processes;

/// <summary>Keeps what a process was given at its start from other processes of the same user.</summary>
public static class ProcessSecrecy
{
    private const int SetDumpable = 4; // PR_SET_DUMPABLE, prctl(2)

    /// <summary>
    /// Makes this process undumpable: <c>/proc/PID/environ</c> and its memory are then closed to other processes of the
    /// same user (root excepted), and no core file can hold a secret.
    /// </summary>
    /// <returns>Whether the kernel agreed.</returns>
    public static bool Hide() => Interop.ProcessControl(SetDumpable, 0) == 0;
}
