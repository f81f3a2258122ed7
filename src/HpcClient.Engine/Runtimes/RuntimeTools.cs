using HpcClient.Engine.Configuration;
using HpcClient.Engine.Images.Store;
using HpcClient.Flywheel;

namespace HpcClient.Engine.Runtimes;

/// <summary>What all runtimes work with.</summary>
/// <param name="Settings">Settings.</param>
/// <param name="Site">The site, for tarballs.</param>
/// <param name="Store">Image store.</param>
/// <param name="Log">The job's log; a terminal where images are fetched ahead.</param>
internal sealed record RuntimeTools(EngineSettings Settings, SiteClient Site, ImageStore Store, IVoice Log)
{
    /// <summary>Whether registries are asked, and images without a digest fetched, though we have an answer or image already.</summary>
    public bool Anew { get; init; }

    /// <summary>Says that another job is preparing the same image.</summary>
    public void SayWaiting() => Log.Say("Another job is preparing this gear's image; waiting for it.");
}
