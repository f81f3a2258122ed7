namespace HpcClient.Wording;

/// <summary>A column of a <see cref="FittedTable"/>.</summary>
/// <param name="Name">Its heading.</param>
public sealed record TableColumn(string Name)
{
    /// <summary>Whether its cells may be cut; ids may not, since they are copied.</summary>
    public bool IsCut { get; init; }

    /// <summary>Whether the end of a cut cell stays, as what tells addresses apart stands there.</summary>
    public bool KeepsEnd { get; init; }

    /// <summary>Whether it stands at the right.</summary>
    public bool IsNumber { get; init; }

    /// <summary>When the column is left out where the terminal is too narrow: 1 first; 0 never.</summary>
    public int Leaves { get; init; }
}
