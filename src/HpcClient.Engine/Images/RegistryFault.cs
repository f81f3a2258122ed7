namespace HpcClient.Engine.Images;

/// <summary>
/// Why an image did not come from its registry, told from the words of the runtimes (Podman and Apptainer share the
/// library that says them): the remedy differs, and the words are for those who know registries from inside.
/// </summary>
internal static class RegistryFault
{
    private static readonly string[] Login = ["unauthorized", "authentication required", "access denied", "denied:", "403 (Forbidden)"];
    private static readonly string[] Unknown = ["manifest unknown", "name unknown", "repository name not known", "404 (Not Found)"];
    private static readonly string[] Away = ["dial tcp", "no such host", "i/o timeout", "connection refused", "connection reset"];
    private static readonly string[] Full = ["no space left on device", "disk quota exceeded"];

    /// <summary>One sentence for it.</summary>
    /// <param name="image">The image.</param>
    /// <param name="words">Last words of the runtime's program.</param>
    /// <param name="login">The command that logs in, up to the name of the registry.</param>
    /// <param name="storage">Where the runtime puts images, in words.</param>
    public static EngineFault Of(ImageReference image, string words, string login, string storage)
    {
        var host = image.Source.Split('/')[0];
        var registry = host.Contains('.', StringComparison.Ordinal) || host.Contains(':', StringComparison.Ordinal) || host == "localhost" ? host : "docker.io";
        bool Says(string[] marks) => marks.Any(mark => words.Contains(mark, StringComparison.OrdinalIgnoreCase));
        var told = words.TrimEnd('.');
        var (why, remedy) =
            Says(Full) ? ("there is no room for it", $"Make room in {storage}")
            : Says(Login) ? ("the registry wants a login", $"Check the image's name and, on this node or on one with the same home, run '{login}{registry}' as the user of the jobs")
            : Says(Unknown) ? ("the registry has no such image", "Check its name in the gear's manifest, or upload the gear again")
            : Says(Away) ? ($"the registry could not be reached ({told[(told.LastIndexOf(": ", StringComparison.Ordinal) is >= 0 and var at ? at + 2 : 0)..]})", $"Check that this node can reach {registry}")
            : (told, $"Check its name and, for a private registry, run '{login}{registry}' as the user of the jobs");
        return new EngineFault($"The image {image.Shown} could not be fetched: {why}. {remedy}.");
    }
}
