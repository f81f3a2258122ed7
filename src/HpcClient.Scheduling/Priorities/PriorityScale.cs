namespace HpcClient.Scheduling.Priorities;

/// <summary>Turns a number of <c>fw_priority_map</c> into what the scheduler takes from our user.</summary>
/// <param name="Kind">How.</param>
/// <param name="Highest">The highest number of the map.</param>
public sealed record PriorityScale(PriorityKind Kind, int Highest)
{
    /// <summary>The priority to ask for; null when there is none to ask for.</summary>
    public int? Priority(int number) => Kind switch
    {
        PriorityKind.AsIs => number,
        PriorityKind.BelowZero => checked(number - Highest),
        _ => null,
    };

    /// <summary>The nice value to ask for; null when there is none to ask for.</summary>
    public int? Nice(int number) => Kind == PriorityKind.Nice ? checked(Highest - number) : null;
}
