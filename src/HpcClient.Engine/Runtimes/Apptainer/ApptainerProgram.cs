using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Runtimes.Apptainer;

/// <summary>Apptainer, or Singularity where that is installed.</summary>
/// <param name="Path">The program.</param>
/// <param name="Prefix">Beginning of its variables: APPTAINER or SINGULARITY.</param>
internal sealed record ApptainerProgram(string Path, string Prefix)
{
    /// <summary>Whether it is Singularity itself, which knows its own names alone.</summary>
    public bool IsSingularity => Prefix == "SINGULARITY";

    /// <summary>The one on PATH, or null.</summary>
    /// <param name="singularityFirst">Which of the two counts where both are there.</param>
    public static ApptainerProgram? Find(bool singularityFirst = false) =>
        singularityFirst ? Singularity() ?? Apptainer() : Apptainer() ?? Singularity();

    private static ApptainerProgram? Apptainer() => Executables.Find("apptainer") is { } path ? new(path, "APPTAINER") : null;

    // Apptainer's packages install a link of the old name.
    private static ApptainerProgram? Singularity() => Executables.Find("singularity") is { } path
        ? new(path, File.ResolveLinkTarget(path, returnFinalTarget: true)?.Name == "apptainer" ? "APPTAINER" : "SINGULARITY")
        : null;

    /// <summary>A setting of the admin's, under the new or the old name; null when neither is set.</summary>
    public static string? Setting(string name) =>
        Environment.GetEnvironmentVariable($"APPTAINER_{name}") ?? Environment.GetEnvironmentVariable($"SINGULARITY_{name}");
}
