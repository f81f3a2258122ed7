using System.Net;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Http;

namespace HpcClient.Flywheel.Files.Download;

/// <summary>What a server's answer means for a file of which some may be here already.</summary>
internal static class DownloadAnswer
{
    /// <summary>Prepares <paramref name="partial"/> for the body of <paramref name="response"/>: to be added to it, or to begin anew.</summary>
    /// <exception cref="SiteException">It is not the file that was expected.</exception>
    public static void Begin(HttpResponseMessage response, DownloadRequest request, PartialFile partial)
    {
        var length = response.Content.Headers.ContentLength;
        if (response.StatusCode == HttpStatusCode.PartialContent)
        {
            var range = response.Content.Headers.ContentRange;
            if (range?.From != partial.Received || Version(response) is { } version && partial.Version is { } known && version != known)
            {
                partial.StartOver(null, null);
                throw new SiteException(SiteFault.Unreachable,
                    $"{TransportFaults.Name(response.RequestMessage!.RequestUri!)} sent another part of '{request.Name}' than was asked for. Try again later.");
            }

            RequireSize(request, range.Length ?? partial.Announced);
            return;
        }

        RequireSize(request, length);
        partial.StartOver(length, Version(response));
    }

    /// <summary>Whether nothing is missing after a body that ended well.</summary>
    /// <exception cref="SiteException">Something is.</exception>
    public static void RequireWhole(DownloadRequest request, PartialFile partial)
    {
        if (partial.Announced is { } whole && partial.Received != whole)
        {
            throw new SiteException(SiteFault.Unreachable, $"The download of '{request.Name}' broke off after {partial.Received} of {whole} bytes. Try again later.");
        }

        RequireSize(request, partial.Received);
    }

    private static void RequireSize(DownloadRequest request, long? got)
    {
        if (got is { } size && request.Size is { } expected && size != expected)
        {
            throw new SiteException(SiteFault.UnexpectedAnswer,
                $"'{request.Name}' has {size} bytes on the site, but {expected} were expected: it was replaced after the job was made. Launch the job again.");
        }
    }

    // A weak one names what is alike, not what is the same byte by byte.
    private static string? Version(HttpResponseMessage response) => response.Headers.ETag is { IsWeak: false } tag ? tag.Tag : null;
}
