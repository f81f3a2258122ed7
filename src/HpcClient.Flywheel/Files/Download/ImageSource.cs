using HpcClient.Flywheel.Access;
using HpcClient.Flywheel.Errors;

namespace HpcClient.Flywheel.Files.Download;

/// <summary>Reads a gear's <c>rootfs-url</c>.</summary>
internal static class ImageSource
{
    /// <exception cref="SiteException">It is nothing that can be downloaded.</exception>
    public static Uri Read(string url, SiteAddress address)
    {
        // First of all: Uri takes an absolute path for a file's.
        if (url.StartsWith('/') && !url.StartsWith("//", StringComparison.Ordinal))
        {
            return new(address.Api, url.StartsWith("/api/", StringComparison.Ordinal) ? url : "/api" + url);
        }

        return Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
            ? uri
            : throw new SiteException(SiteFault.Invalid, $"The image address '{url}' is neither http, https nor a path of the site.") { NeverSent = true };
    }
}
