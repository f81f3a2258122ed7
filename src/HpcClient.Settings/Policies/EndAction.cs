namespace HpcClient.Settings.Policies;

/// <summary>What is done when a scheduler job ended without a result, before the site is told of an end.</summary>
public enum EndAction
{
    /// <summary><c>report</c>: the site's job fails with the cause in words.</summary>
    Report,

    /// <summary><c>resubmit</c>: it is submitted again as it was.</summary>
    Resubmit,

    /// <summary><c>more_memory</c>: it is submitted again with more memory.</summary>
    MoreMemory,

    /// <summary><c>more_time</c>: it is submitted again with a longer walltime.</summary>
    MoreTime,
}
