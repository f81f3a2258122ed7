using HpcClient.Engine.Configuration;
using HpcClient.Engine.Images;
using HpcClient.Engine.Logs;
using HpcClient.Engine.Running;

namespace HpcClient.Engine.Runtimes;

/// <summary>What all runtimes work with.</summary>
/// <param name="Settings">Settings.</param>
/// <param name="Source">Where tarballs come from.</param>
/// <param name="Store">Image store.</param>
/// <param name="Log">The job's log.</param>
internal sealed record RuntimeTools(EngineSettings Settings, IGearSource Source, ImageStore Store, JobLog Log)
{
    /// <summary>Says that another job is preparing the same image.</summary>
    public void SayWaiting() => Log.Say("Another job is preparing this gear's image; waiting for it.");
}
