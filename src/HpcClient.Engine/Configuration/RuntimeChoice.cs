namespace HpcClient.Engine.Configuration;

/// <summary>Which container runtime ENGINE_MODULE asks for.</summary>
public enum RuntimeChoice
{
    /// <summary>The first that is there: Apptainer, Singularity, Podman.</summary>
    Auto,

    /// <summary>Apptainer, or Singularity where that is what is installed (the legacy value <c>singularity</c> means the same).</summary>
    Apptainer,

    /// <summary>Podman.</summary>
    Podman,

    /// <summary>Docker; never taken by <see cref="Auto"/>, since whoever may use its daemon has the rights of root.</summary>
    Docker,

    /// <summary>None: the gear runs on the node itself, without isolation.</summary>
    Host,
}
