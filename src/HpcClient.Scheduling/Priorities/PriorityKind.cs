namespace HpcClient.Scheduling.Priorities;

/// <summary>How a scheduler is given the numbers of <c>fw_priority_map</c>.</summary>
public enum PriorityKind
{
    /// <summary>Not at all: this scheduler knows no priorities.</summary>
    None,

    /// <summary>As they are.</summary>
    AsIs,

    /// <summary>As a nice value, 0 or more: the highest number is 0, lower ones are as much nicer as they are lower.</summary>
    Nice,

    /// <summary>As a priority of at most 0: the highest number is 0, lower ones are as much below as they are lower.</summary>
    BelowZero,
}
