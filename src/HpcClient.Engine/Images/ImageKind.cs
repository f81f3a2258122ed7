namespace HpcClient.Engine.Images;

/// <summary>Where an image comes from.</summary>
internal enum ImageKind
{
    /// <summary><c>docker://…</c>: a registry.</summary>
    Docker,

    /// <summary><c>oras://…</c>: a SIF in a registry.</summary>
    Oras,

    /// <summary><c>containers-storage:NAME</c>: already in Podman's store.</summary>
    PodmanStore,

    /// <summary><c>file:///….sif</c>: a prepared SIF.</summary>
    SifFile,

    /// <summary>A tarball of a root file system, by https or from the site.</summary>
    Rootfs,

    /// <summary>None: a gear's folder on this machine, for developing it without a container.</summary>
    GearFolder,
}
