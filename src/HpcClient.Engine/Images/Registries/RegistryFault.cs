using HpcClient.Engine.Configuration;
using HpcClient.Settings.Registries;

namespace HpcClient.Engine.Images.Registries;

/// <summary>
/// Why an image did not come from its registry, told from the words of the runtimes (Podman and Apptainer share the
/// library that says them): the remedy differs, and the words are for those who know registries from inside.
/// </summary>
internal static class RegistryFault
{
    private static readonly string[] Login = ["unauthorized", "authentication required", "access denied", "denied:", "403 (Forbidden)", "401 (Unauthorized)"];
    private static readonly string[] Unknown = ["manifest unknown", "name unknown", "repository name not known", "404 (Not Found)", "not found"];
    private static readonly string[] Untrusted = ["x509:", "failed to verify certificate", "certificate is not trusted", "unknown authority"];
    private static readonly string[] Plain = ["server gave HTTP response to HTTPS client"];
    private static readonly string[] Away = ["dial tcp", "no such host", "i/o timeout", "connection refused", "connection reset", "TLS handshake timeout", "network is unreachable"];
    private static readonly string[] TooOften = ["toomanyrequests", "too many requests", "rate limit"];
    private static readonly string[] Full = ["no space left on device", "disk quota exceeded"];

    /// <summary>One sentence for it.</summary>
    /// <param name="image">The image.</param>
    /// <param name="words">Last words of the runtime's program.</param>
    /// <param name="login">The command that logs in, up to the name of the registry.</param>
    /// <param name="storage">Where the runtime puts images, in words.</param>
    /// <param name="settings">Settings.</param>
    /// <param name="given">The admin's login, with which it was asked; null for the tool's own or none.</param>
    public static EngineFault Of(ImageReference image, string words, string login, string storage, EngineSettings settings, RegistryLogin? given)
    {
        var registry = image.Registry.Host;
        bool Says(string[] marks) => marks.Any(mark => words.Contains(mark, StringComparison.OrdinalIgnoreCase));
        var told = words.TrimEnd('.');
        var last = told[(told.LastIndexOf(": ", StringComparison.Ordinal) is >= 0 and var at ? at + 2 : 0)..];
        var logins = settings.Folder.RegistriesFile;
        var (why, remedy) =
            Says(Full) ? ("there is no room for it", $"Make room in {storage}")
            : Says(Untrusted) ? ($"the certificate of {registry} is not trusted ({last})", Trust(settings))
            : Says(Plain) ? ($"{registry} speaks plain http, which only a registry on this very machine may", "Have TLS set up on the registry")
            : Says(Login) && given is not null ? ($"the registry refuses the login '{given.User}'", $"Correct the login for {registry} in {logins}, or have it allowed to pull this image")
            : Says(Login) ? ("the registry wants a login", $"Check the image's name and, on this node or on one with the same home, run '{login}{registry}' as the user of the jobs, or write a login into {logins}")
            : Says(Unknown) ? ("the registry has no such image", "Check its name in the gear's manifest, or upload the gear again")
            : Says(TooOften) ? ($"{registry} says that it was asked too often", $"Give it a login in {logins}, for which more is allowed, or name a mirror in image_map of cast.yml")
            : Says(Away) ? ($"the registry could not be reached ({last})", $"Check that this node can reach {registry}; where nodes have no internet, fetch the image on the login node with 'fw-hpc-client images pull'")
            : (told, $"Check its name and, for a private registry, run '{login}{registry}' as the user of the jobs");
        return new EngineFault($"The image {image.Shown} could not be fetched: {why}. {remedy}.");
    }

    private static string Trust(EngineSettings settings) => settings.Network.AuthoritiesFrom is { } from
        ? $"Add the registry's certificate authority to {from}, which names all that are trusted"
        : "Name its certificate authority with ca_bundle in cast.yml, or have it installed on the nodes";
}
