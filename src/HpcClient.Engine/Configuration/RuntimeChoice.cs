namespace HpcClient.Engine.Configuration;

/// <summary>Which container runtime ENGINE_MODULE asks for.</summary>
public enum RuntimeChoice
{
    /// <summary>The first that is there: Apptainer, Singularity, Podman.</summary>
    Auto,

    /// <summary>Apptainer, or Singularity where only that is installed.</summary>
    Apptainer,

    /// <summary>Singularity, or Apptainer where only that is installed; where the name <c>singularity</c> leads to Apptainer, it is that.</summary>
    Singularity,

    /// <summary>Podman.</summary>
    Podman,

    /// <summary>Docker; never taken by <see cref="Auto"/>, since whoever may use its daemon has the rights of root.</summary>
    Docker,

    /// <summary>None: the gear runs on the node itself, without isolation.</summary>
    Host,
}
