using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Runtimes.Apptainer;

/// <summary>Apptainer, or Singularity where that is installed.</summary>
/// <param name="Path">The program.</param>
/// <param name="Prefix">Beginning of its variables: APPTAINER or SINGULARITY.</param>
internal sealed record ApptainerProgram(string Path, string Prefix)
{
    /// <summary>The one on PATH, or null.</summary>
    public static ApptainerProgram? Find()
    {
        if (Executables.Find("apptainer") is { } apptainer)
        {
            return new(apptainer, "APPTAINER");
        }

        if (Executables.Find("singularity") is not { } singularity)
        {
            return null;
        }

        // Apptainer's packages install a link of the old name.
        var real = File.ResolveLinkTarget(singularity, returnFinalTarget: true)?.Name;
        return new(singularity, real == "apptainer" ? "APPTAINER" : "SINGULARITY");
    }

    /// <summary>A setting of the admin's, under the new or the old name; null when neither is set.</summary>
    public static string? Setting(string name) =>
        Environment.GetEnvironmentVariable($"APPTAINER_{name}") ?? Environment.GetEnvironmentVariable($"SINGULARITY_{name}");
}
