namespace HpcClient.Settings.Images;

/// <summary>What <c>cast.yml</c> says about gears' images.</summary>
public sealed record ImageSettings
{
    /// <summary>Default of <see cref="TagMinutes"/>.</summary>
    public const int DefaultTagMinutes = 10;

    /// <summary>
    /// <c>image_map</c>: what stands in for the images of gears (<c>NAME</c>, <c>NAME@VERSION</c>) or of registries (the
    /// beginning of an image's address), in the order of the file. Default: nothing.
    /// </summary>
    public IReadOnlyList<ImageReplacement> Map { get; init; } = [];

    /// <summary>
    /// <c>sif_folder</c>: folder with prepared SIF files, <c>NAME-VERSION.sif</c> or <c>NAME_VERSION.sif</c>, that stand in for
    /// gears' images; a relative path counts from the installation's folder. Default: none.
    /// </summary>
    public string? SifFolder { get; init; }

    /// <summary>
    /// <c>image_store_size</c>: bytes that converted images may take together; beyond it those unused for longest are
    /// removed. Default: no limit.
    /// </summary>
    public long? StoreBytes { get; init; }

    /// <summary>
    /// <c>image_tag_minutes</c>: for how many minutes it counts which image a registry's tag means, before the registry is
    /// asked again, 0 to 43200. Default <see cref="DefaultTagMinutes"/>.
    /// </summary>
    public int TagMinutes { get; init; } = DefaultTagMinutes;

    /// <summary>
    /// <c>nodes_fetch_images</c>: whether engines on nodes fetch images from registries and from addresses other than the
    /// site's; where nodes have no internet, false makes a missing image a plain sentence at once. Default true.
    /// </summary>
    public bool NodesFetch { get; init; } = true;
}
