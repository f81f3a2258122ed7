namespace HpcClient.Engine.Logs;

/// <summary>What a site made of a batch of log lines.</summary>
internal enum BatchOutcome
{
    /// <summary>It has them.</summary>
    Taken,

    /// <summary>It could not be reached, or is busy: the same batch is for later.</summary>
    Later,

    /// <summary>It refuses this batch.</summary>
    Refused,

    /// <summary>It refuses this batch for its size.</summary>
    TooLarge,
}
