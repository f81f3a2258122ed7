namespace HpcClient.Faults.Tests.Site;

/// <summary>What goes wrong with a call between client and site.</summary>
internal abstract record WireFault
{
    private WireFault()
    {
    }

    /// <summary>Somebody else answers; the site never hears of it.</summary>
    public sealed record Answer(int Status, string Body = "", string Headers = "") : WireFault;

    /// <summary>The call arrives late.</summary>
    public sealed record Slow(TimeSpan Delay) : WireFault;

    /// <summary>Nobody answers, and the connection stays open.</summary>
    public sealed record Never : WireFault;

    /// <summary>The connection breaks once so many bytes of the body have come; the site gets those.</summary>
    public sealed record CutRequest(int Bytes) : WireFault;

    /// <summary>The site does as asked, and its answer is lost.</summary>
    public sealed record LoseAnswer : WireFault;

    /// <summary>The site does as asked, and the connection breaks after so many bytes of its answer.</summary>
    public sealed record CutAnswer(int Bytes) : WireFault;
}
