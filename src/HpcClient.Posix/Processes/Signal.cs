namespace HpcClient.Posix.Processes;

/// <summary>The signals we send, with their numbers on Linux.</summary>
public enum Signal
{
    /// <summary>No signal: only asks whether the process is there.</summary>
    None = 0,

    /// <summary>SIGHUP.</summary>
    Hangup = 1,

    /// <summary>SIGINT.</summary>
    Interrupt = 2,

    /// <summary>SIGKILL.</summary>
    Kill = 9,

    /// <summary>SIGUSR1.</summary>
    User1 = 10,

    /// <summary>SIGUSR2.</summary>
    User2 = 12,

    /// <summary>SIGTERM.</summary>
    Terminate = 15,

    /// <summary>SIGXCPU.</summary>
    CpuTime = 24,
}
