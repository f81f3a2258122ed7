using HpcClient.Engine.Configuration;

namespace HpcClient.Engine.Images;

/// <summary>Whether images may be fetched here: <c>nodes_fetch_images</c> of cast.yml.</summary>
internal static class FetchRule
{
    /// <summary>Goes on when <paramref name="image"/> may be fetched; what the site itself gives always may.</summary>
    /// <exception cref="EngineFault">It may not, with what to do.</exception>
    public static void Check(ImageReference image, EngineSettings settings, string store)
    {
        if (!settings.Images.NodesFetch && !(image.Kind == ImageKind.Rootfs && image.Source.StartsWith('/')))
        {
            throw new EngineFault($"The image {image.Shown} is not in {store}, and nodes fetch none here (nodes_fetch_images in cast.yml). On the login node, run: fw-hpc-client images pull '{image.Shown}'");
        }
    }
}
