using HpcClient.Settings.Folder;

namespace HpcClient.Commands.Setup;

/// <summary>What <c>setup</c> was asked.</summary>
/// <param name="Folder">The installation.</param>
internal sealed record SetupRequest(WorkFolder Folder)
{
    /// <summary>Only the commented templates.</summary>
    public bool Basic { get; init; }

    /// <summary>All defaults, without questions.</summary>
    public bool Yes { get; init; }

    /// <summary>A file of answers; what it does not answer gets its default.</summary>
    public string? AnswersFile { get; init; }

    /// <summary>Whether a folder that is there is brought up to date.</summary>
    public bool Upgrade { get; init; }

    /// <summary>The scheduler of the templates.</summary>
    public string Cluster { get; init; } = "slurm";

    /// <summary>Whether somebody named it.</summary>
    public bool IsClusterGiven { get; init; }

    /// <summary>Whether another engine gives way.</summary>
    public bool ReplaceEngine { get; init; }
}
