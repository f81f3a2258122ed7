using HpcClient.Demo.Scenarios;
using HpcClient.Demo.Site;

namespace HpcClient.Demo.Display;

/// <summary>One launched job of the demo and how far it is.</summary>
internal sealed class DemoRow(string id, DemoJob job)
{
    /// <summary>Flywheel job id.</summary>
    public string Id { get; } = id;

    /// <summary>The end of the id, which tells jobs apart.</summary>
    public string ShortId => Id[^8..];

    /// <summary>What was launched.</summary>
    public DemoJob Job { get; } = job;

    /// <summary>The input's file name and, where several share it, its subject.</summary>
    public string Input => Job.InputPath.Split('/')[^1];

    /// <summary>How far it is, in words.</summary>
    public string Stage { get; set; } = "launched at the site";

    /// <summary>Container runtime that the engine used; empty while it is not known.</summary>
    public string Runtime { get; set; } = "";

    /// <summary>What the site says at last.</summary>
    public SiteJob? End { get; set; }

    /// <summary>Why it did not end as expected; empty when it did.</summary>
    public IReadOnlyList<string> Faults { get; set; } = [];
}
