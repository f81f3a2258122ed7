namespace HpcClient.Engine;

/// <summary>Where sentences for a person go: the job's log, or a terminal.</summary>
internal interface IVoice
{
    /// <summary>Says one sentence.</summary>
    void Say(string sentence);

    /// <summary>Makes sure that <paramref name="secret"/> never appears.</summary>
    void Hide(string secret);
}
