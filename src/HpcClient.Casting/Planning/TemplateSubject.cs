using HpcClient.Flywheel.Jobs;
using HpcClient.Scheduling;
using HpcClient.Settings.Folder;

namespace HpcClient.Casting.Planning;

/// <summary>What the values of templates are taken from.</summary>
/// <param name="Job">The site's job.</param>
/// <param name="Nonce">The nonce of this attempt.</param>
/// <param name="Resources">What it asks for.</param>
/// <param name="Folder">The installation.</param>
/// <param name="WalltimeText">How the scheduler writes a walltime.</param>
internal sealed record TemplateSubject(FlywheelJob Job, string Nonce, ResourceRequest Resources, WorkFolder Folder, Func<TimeSpan, string> WalltimeText)
{
    /// <summary>The gear's options about Singularity.</summary>
    public SingularityFlags Singularity { get; } = SingularityFlags.Of(Job);
}
