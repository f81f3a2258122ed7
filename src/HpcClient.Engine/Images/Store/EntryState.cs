namespace HpcClient.Engine.Images.Store;

/// <summary>What a cheap look at an image of the store says.</summary>
public enum EntryState
{
    /// <summary>It is not there.</summary>
    Missing,

    /// <summary>It is as it was made.</summary>
    Good,

    /// <summary>It is there, and only a full look can tell: nothing is known of it, or it was written to.</summary>
    Doubtful,

    /// <summary>It is not what was made.</summary>
    Damaged,
}
