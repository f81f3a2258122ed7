namespace HpcClient.Settings.Cast;

/// <summary>How the scheduler is given a job's priority (key <c>priority_as</c>).</summary>
public enum PriorityAs
{
    /// <summary>As a priority where our user may set one, else as a nice value.</summary>
    Auto,

    /// <summary>As a priority.</summary>
    Priority,

    /// <summary>As a nice value: what an ordinary user may do.</summary>
    Nice,
}
