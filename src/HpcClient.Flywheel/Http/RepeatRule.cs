namespace HpcClient.Flywheel.Http;

/// <summary>When a failed call may be sent again without asking anybody.</summary>
internal enum RepeatRule
{
    /// <summary>Only when the site surely never got it.</summary>
    NeverReached,

    /// <summary>Also when it may have got it: doing it twice is the same as once.</summary>
    Idempotent,

    /// <summary>Also after a server error: it changes nothing.</summary>
    Read,
}
