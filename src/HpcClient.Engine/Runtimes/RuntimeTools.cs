using HpcClient.Engine.Configuration;
using HpcClient.Engine.Images;
using HpcClient.Engine.Images.Store;

namespace HpcClient.Engine.Runtimes;

/// <summary>What all runtimes work with.</summary>
/// <param name="Settings">Settings.</param>
/// <param name="Source">Where tarballs come from.</param>
/// <param name="Store">Image store.</param>
/// <param name="Log">The job's log; a terminal where images are fetched ahead.</param>
internal sealed record RuntimeTools(EngineSettings Settings, IImageSource Source, ImageStore Store, IVoice Log)
{
    /// <summary>Whether registries are asked, and images without a digest fetched, though we have an answer or image already.</summary>
    public bool Anew { get; init; }

    /// <summary>Says that another job is preparing the same image.</summary>
    public void SayWaiting() => Log.Say("Another job is preparing this gear's image; waiting for it.");
}
