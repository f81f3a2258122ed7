using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Http;

namespace HpcClient.Flywheel.Files.Download;

/// <summary>Where a download may be sent on to.</summary>
internal static class RedirectRule
{
    /// <summary>Redirects that are followed in a row.</summary>
    public const int MaxHops = 5;

    public static bool IsRedirect(HttpResponseMessage response) => (int)response.StatusCode is 301 or 302 or 303 or 307 or 308;

    public static bool SameOrigin(Uri one, Uri other) =>
        one.Scheme == other.Scheme && one.Port == other.Port && one.IdnHost.Equals(other.IdnHost, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether files may travel to or from <paramref name="to"/> when <paramref name="from"/> says so: TLS is never given up on the way.</summary>
    public static bool IsSafe(Uri from, Uri to) =>
        to.Scheme == Uri.UriSchemeHttps || to.IsLoopback || from.Scheme == Uri.UriSchemeHttp && !from.IsLoopback;

    /// <exception cref="SiteException">We do not go there.</exception>
    public static Uri Next(HttpResponseMessage response)
    {
        var from = response.RequestMessage!.RequestUri!;
        var host = TransportFaults.Name(from);
        if (response.Headers.Location is not { } location)
        {
            throw new SiteException(SiteFault.UnexpectedAnswer, $"{host} redirects a download without saying where to.");
        }

        var next = new Uri(from, location);
        if (next.Scheme != Uri.UriSchemeHttps && next.Scheme != Uri.UriSchemeHttp)
        {
            throw new SiteException(SiteFault.UnexpectedAnswer, $"{host} redirects a download to an address of scheme '{next.Scheme}', which is refused.");
        }

        return IsSafe(from, next)
            ? next
            : throw new SiteException(SiteFault.UnexpectedAnswer,
                $"{host} redirects a download to {TransportFaults.Name(next)} without TLS, which is refused: anybody on the way could read and change the file.");
    }
}
