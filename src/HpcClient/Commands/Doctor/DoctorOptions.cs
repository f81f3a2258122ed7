using HpcClient.Settings.Folder;

namespace HpcClient.Commands.Doctor;

/// <summary>What <c>doctor</c> was asked.</summary>
/// <param name="Folder">The installation.</param>
/// <param name="Deep">Whether to send a probe through the scheduler.</param>
/// <param name="Wait">How long a probe may wait and run.</param>
internal sealed record DoctorOptions(WorkFolder Folder, bool Deep, TimeSpan Wait)
{
    /// <summary>An image that the probes fetch on their nodes; null for none.</summary>
    public string? Image { get; init; }
}
