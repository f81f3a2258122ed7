using System.Globalization;
using System.Net.Sockets;
using HpcClient.Flywheel.Errors;

namespace HpcClient.Flywheel.Http;

/// <summary>Says in words why no answer came.</summary>
internal static class TransportFaults
{
    private const string CheckAddress = "Check SCITRAN_RUNTIME_HOST and SCITRAN_RUNTIME_PORT in credentials.sh";

    /// <summary>Whether <paramref name="e"/> is a fault of the network or of our own disk, or a time-out.</summary>
    public static bool IsOurs(Exception e) => e is HttpRequestException or IOException or OperationCanceledException;

    /// <summary>The exception to throw in place of <paramref name="e"/>.</summary>
    public static Exception Describe(Exception e, Uri uri, Deadline deadline, CertificateFaults certificates)
    {
        if (Find<LocalDiskException>(e) is { } local)
        {
            return local;
        }

        if (deadline.Caller.IsCancellationRequested)
        {
            return new OperationCanceledException(deadline.Caller);
        }

        var host = Name(uri);
        return e switch
        {
            OperationCanceledException when Find<TimeoutException>(e) is not null => Unsent(
                $"{host} could not be reached: no connection within the time limit. A firewall may be in the way. {CheckAddress}.", e),
            OperationCanceledException => new SiteException(SiteFault.Unreachable,
                $"{host} did not answer within {Seconds(deadline.Limit)} s. It may be overloaded; try again later.", inner: e),
            HttpRequestException http => OfHttp(http, uri, host, certificates),
            _ => Broken(host, e),
        };
    }

    /// <summary>Host and port, as a person writes them.</summary>
    public static string Name(Uri uri) => $"{uri.Host}:{uri.Port.ToString(CultureInfo.InvariantCulture)}";

    private static SiteException OfHttp(HttpRequestException e, Uri uri, string host, CertificateFaults certificates) => e.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => UnknownName(uri, e),
        HttpRequestError.ConnectionError when Find<SocketException>(e)?.SocketErrorCode is SocketError.TryAgain or SocketError.NoData => UnknownName(uri, e),
        HttpRequestError.ConnectionError => Unsent(Find<SocketException>(e)?.SocketErrorCode == SocketError.ConnectionRefused
            ? $"Nothing listens at {host} (connection refused): the site is down, or the address is wrong. {CheckAddress}."
            : $"{host} could not be reached: {Find<SocketException>(e)?.Message ?? e.Message}. {CheckAddress}.", e),
        HttpRequestError.SecureConnectionError => certificates.Take(uri.Host) is { } why
            ? new SiteException(SiteFault.Certificate, $"{host} is not trusted: {why}.", inner: e) { NeverSent = true }
            : Unsent($"{host} could not be spoken to over TLS: {e.InnerException?.Message ?? e.Message} {CheckAddress}.", e),
        HttpRequestError.ProxyTunnelError when e.Message.Contains("407", StringComparison.Ordinal) => Unsent(
            $"The proxy on the way to {host} asks for a name and a password. Write them into HTTPS_PROXY in credentials.sh, as http://name:password@host:port.", e),
        HttpRequestError.ProxyTunnelError => Unsent(
            $"The proxy on the way to {host} refused: {e.Message} Check HTTPS_PROXY and NO_PROXY in credentials.sh.", e),
        HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded => new(
            SiteFault.UnexpectedAnswer, $"{host} does not answer as a web server does. {CheckAddress}.", inner: e),
        _ => Broken(host, e),
    };

    private static SiteException UnknownName(Uri uri, Exception e) =>
        Unsent($"The host name '{uri.Host}' is unknown here. {CheckAddress}, or the name service of this machine.", e);

    private static SiteException Broken(string host, Exception e) =>
        new(SiteFault.Unreachable, $"The connection to {host} broke before the answer was complete. Try again later.", inner: e);

    private static SiteException Unsent(string sentence, Exception e) => new(SiteFault.Unreachable, sentence, inner: e) { NeverSent = true };

    private static string Seconds(TimeSpan span) => span.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);

    private static T? Find<T>(Exception? e)
        where T : Exception
    {
        for (; e is not null; e = e.InnerException)
        {
            if (e is T found)
            {
                return found;
            }
        }

        return null;
    }
}
