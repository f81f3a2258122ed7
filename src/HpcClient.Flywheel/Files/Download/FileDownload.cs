using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using HpcClient.Flywheel.Access;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Http;

namespace HpcClient.Flywheel.Files.Download;

/// <summary>
/// Streams a file to disk: beside its place first, renamed when it is whole. A broken stream goes on where it broke when the
/// server gives parts of files and something can prove that the parts fit, else it starts over.
/// </summary>
internal sealed class FileDownload(SiteAddress address, SiteClientOptions options, AuthorizedSender sender, Transport transport, SiteRules rules)
{
    private const int BlockBytes = 256 * 1024;

    // An attempt that brought this much was no failed one: the count of attempts begins anew.
    private const long ProgressBytes = 4 * 1024 * 1024;

    /// <summary>Fetches a file.</summary>
    /// <exception cref="SiteException">The site did not give it, or gave another.</exception>
    /// <exception cref="LocalDiskException">It could not be written.</exception>
    public async Task SaveAsync(DownloadRequest request, CancellationToken cancellationToken)
    {
        using var partial = new PartialFile(request);
        var wasDamaged = false;
        while (true)
        {
            await ReceiveAsync(request, partial, cancellationToken);
            if (partial.Finish())
            {
                return;
            }

            if (wasDamaged)
            {
                throw new SiteException(SiteFault.UnexpectedAnswer,
                    $"'{request.Name}' has another content than the site's own record of it says (its SHA-384 differs, twice): it was replaced meanwhile, or is damaged on the site. Launch the job again; if it stays, tell the site's support.");
            }

            wasDamaged = true;
        }
    }

    private async Task ReceiveAsync(DownloadRequest request, PartialFile partial, CancellationToken cancellationToken)
    {
        while (true)
        {
            var before = partial.Received;
            try
            {
                await rules.Retry.For(RepeatRule.Read).ExecuteAsync(
                    static async (state, token) => await state.Self.OnceAsync(state.request, state.partial, token),
                    (Self: this, request, partial),
                    cancellationToken);
                return;
            }
            catch (SiteException e) when (e.MayPassLater && partial.CanGoOn && partial.Received - before >= ProgressBytes)
            {
                // It broke often, but it goes on.
            }
        }
    }

    private async Task OnceAsync(DownloadRequest request, PartialFile partial, CancellationToken cancellationToken)
    {
        using var deadline = new Deadline(rules.Time, options.StallTimeout, cancellationToken);
        using var response = await OpenAsync(request.Source, partial, deadline);
        DownloadAnswer.Begin(response, request, partial);
        await CopyAsync(response, partial, deadline);
        DownloadAnswer.RequireWhole(request, partial);
    }

    private async Task<HttpResponseMessage> OpenAsync(Uri source, PartialFile partial, Deadline deadline)
    {
        var uri = source;
        var withCredential = true;
        for (var hop = 0; hop <= RedirectRule.MaxHops; hop++)
        {
            // Once away from the site the credential stays away, even where a redirect leads back.
            withCredential &= RedirectRule.SameOrigin(uri, address.Api);
            var target = uri;
            var response = withCredential
                ? await sender.SendAsync(() => Request(target, partial), deadline)
                : await transport.SendAsync(Request(target, partial), deadline);
            try
            {
                if (!RedirectRule.IsRedirect(response))
                {
                    if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
                    {
                        // The file is shorter now; from its beginning it will tell its size.
                        partial.StartOver(null, null);
                        throw new SiteException(SiteFault.Unreachable, $"{TransportFaults.Name(target)} no longer has the rest of the file that it began to send. Try again later.");
                    }

                    await rules.Faults.EnsureSuccessAsync(response, $"GET {Uri.UnescapeDataString(target.AbsolutePath)}", withCredential, deadline);
                    deadline.Restart();
                    return response;
                }

                uri = RedirectRule.Next(response);
            }
            catch
            {
                response.Dispose();
                throw;
            }

            response.Dispose();
        }

        throw new SiteException(SiteFault.UnexpectedAnswer, $"The download from {TransportFaults.Name(source)} is redirected more than {RedirectRule.MaxHops} times in a row.");
    }

    private HttpRequestMessage Request(Uri uri, PartialFile partial)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, uri);
        if (options.DirectTransfers)
        {
            request.Headers.Add("X-Accept-Feature", "Safe-Redirect");
        }

        if (partial.CanGoOn)
        {
            request.Headers.Range = new(partial.Received, null);
            if (partial.Version is { } version)
            {
                // Of another version the server sends the whole.
                request.Headers.IfRange = new(new EntityTagHeaderValue(version));
            }
        }

        return request;
    }

    // While one block is written and hashed, the next one comes in.
    private async Task CopyAsync(HttpResponseMessage response, PartialFile partial, Deadline deadline)
    {
        var from = response.RequestMessage!.RequestUri!;
        var (filling, storing) = (ArrayPool<byte>.Shared.Rent(BlockBytes), ArrayPool<byte>.Shared.Rent(BlockBytes));
        var stored = Task.CompletedTask;
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(deadline.Token);
            while (await transport.ReadAsync(body, filling, from, deadline) is var count and > 0)
            {
                await stored;
                deadline.Restart();
                (filling, storing) = (storing, filling);

                // Only the caller stops a write: a slow disk of ours is not the site's stall.
                stored = partial.AddAsync(storing.AsMemory(0, count), deadline.Caller);
            }
        }
        finally
        {
            await SettledAsync(stored);
            ArrayPool<byte>.Shared.Return(filling);
            ArrayPool<byte>.Shared.Return(storing);
        }

        await stored;
    }

    // The buffers must not go back while somebody reads them; what went wrong is told where it is awaited for its own sake.
    private static async Task SettledAsync(Task task) => await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
}
