using System.Text.Json.Serialization;

namespace HpcClient.Settings.Records;

/// <summary>What ended a gear from outside, as far as the engine on the node can tell.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EndedBy>))]
public enum EndedBy
{
    /// <summary>Nothing: it ended by itself, or never started.</summary>
    Nothing,

    /// <summary>The kernel killed a process of the job for its memory limit (the cgroup's own count says so).</summary>
    OutOfMemory,

    /// <summary>The scheduler's signal at the end of the walltime.</summary>
    TimeLimit,

    /// <summary>A signal whose reason only the scheduler knows: cancelled there, preempted, requeued, or out of time.</summary>
    Signal,

    /// <summary>The site cancelled it.</summary>
    Site,

    /// <summary>The claim passed to another engine, because the client submitted the job anew.</summary>
    Successor,
}
