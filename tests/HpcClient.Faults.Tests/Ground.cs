namespace HpcClient.Faults.Tests;

/// <summary>Which scheduler a scenario plays on.</summary>
internal enum Ground
{
    /// <summary>The local scheduler: for faults in which no scheduler takes part.</summary>
    Local,

    /// <summary>A real Slurm that many scenarios share: none may harm more than its own jobs and nodes.</summary>
    Slurm,

    /// <summary>A real Slurm whose daemons may be stopped: one scenario at a time.</summary>
    RoughSlurm,

    /// <summary>A real Slurm without accounting that forgets ended jobs after 2 s; shared.</summary>
    BareSlurm,

    /// <summary>
    /// A real Slurm whose controller is killed before it has saved what it did last. Numbers of jobs come again there and words of
    /// earlier ones arrive for them, so one scenario has it for itself.
    /// </summary>
    ForgetfulSlurm,
}
