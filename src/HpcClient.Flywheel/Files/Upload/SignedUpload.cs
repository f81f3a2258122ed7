using HpcClient.Flywheel.Access;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Files.Download;
using HpcClient.Flywheel.Http;
using HpcClient.Flywheel.Json;

namespace HpcClient.Flywheel.Files.Upload;

/// <summary>
/// Uploads past the site: it signs an address for each file, the files go there side by side, each tried again by itself, and
/// a last call has the site take them over. The shape of the calls is that of the site's other ticket uploads.
/// </summary>
internal sealed class SignedUpload(SiteAddress address, SiteClientOptions options, SiteCaller caller, Transport transport, SiteRules rules)
{
    /// <summary>Uploads, when the site offers it.</summary>
    /// <returns>What the site stored; null when it does not offer this, or its storage cannot be used: then nothing is stored.</returns>
    public async Task<IReadOnlyList<FileRecord>?> SendAsync(OutputUpload upload, CancellationToken cancellationToken)
    {
        if (upload.Files.Count == 0)
        {
            return null;
        }

        try
        {
            if (await AskAsync(upload, cancellationToken) is not { } offer)
            {
                return null;
            }

            var hashes = new SentHashes();
            if (!await PutAllAsync(upload, offer, hashes, cancellationToken))
            {
                return null;
            }

            var call = new SiteCall(HttpMethod.Post, "engine", RepeatRule.Idempotent)
            {
                Query = $"{upload.Query}&upload_ticket={Uri.EscapeDataString(offer.Ticket!)}",
            };
            var stored = await caller.CallAsync(call, FlywheelJson.Default.IReadOnlyListFileRecord, cancellationToken);
            hashes.Compare(stored);
            return stored;
        }
        catch (SiteException e) when (!e.MayPassLater && e.Fault is not (SiteFault.WrongCredential or SiteFault.Certificate))
        {
            return null;
        }
    }

    private async Task<UploadOffer?> AskAsync(OutputUpload upload, CancellationToken cancellationToken)
    {
        var wish = new UploadWish { Metadata = upload.Metadata ?? [], Filenames = [.. upload.Files.Select(file => file.Name)] };
        var call = new SiteCall(HttpMethod.Post, "engine", RepeatRule.Idempotent)
        {
            Query = $"{upload.Query}&upload_ticket=",
            Body = SiteCaller.Json(wish, FlywheelJson.Default.UploadWish),
        };
        var offer = await caller.CallAsync(call, FlywheelJson.Default.UploadOffer, cancellationToken);
        return offer.Ticket is { Length: > 0 } && offer.Urls is { } urls && upload.Files.All(file => urls.ContainsKey(file.Name)) ? offer : null;
    }

    // A node may reach the site and not its storage: whatever went wrong there, the way through the site is left.
    private async Task<bool> PutAllAsync(OutputUpload upload, UploadOffer offer, SentHashes hashes, CancellationToken cancellationToken)
    {
        try
        {
            await Parallel.ForEachAsync(
                upload.Files,
                new ParallelOptions { MaxDegreeOfParallelism = options.ParallelUploads, CancellationToken = cancellationToken },
                async (file, token) => await PutAsync(file, offer, hashes, token));
            return true;
        }
        catch (SiteException)
        {
            return false;
        }
    }

    private async Task PutAsync(OutputFile file, UploadOffer offer, SentHashes hashes, CancellationToken cancellationToken)
    {
        var target = Target(offer.Urls![file.Name]);
        await rules.Retry.For(RepeatRule.Read).ExecuteAsync(
            async token =>
            {
                using var deadline = new Deadline(rules.Time, options.StallTimeout, token);
                using var request = new HttpRequestMessage(HttpMethod.Put, target) { Content = new StoragePut(file, hashes, options, deadline) };
                foreach (var (name, value) in offer.Headers ?? new Dictionary<string, string>())
                {
                    if (!request.Headers.TryAddWithoutValidation(name, value))
                    {
                        request.Content.Headers.Remove(name);
                        request.Content.Headers.TryAddWithoutValidation(name, value);
                    }
                }

                using var response = await transport.SendAsync(request, deadline);
                await rules.Faults.EnsureSuccessAsync(response, $"PUT {Uri.UnescapeDataString(target.AbsolutePath)}", onSite: false, deadline);
            },
            cancellationToken);
    }

    /// <exception cref="SiteException">We send nothing there.</exception>
    private Uri Target(string url)
    {
        var target = new Uri(address.Api, url);
        return (target.Scheme == Uri.UriSchemeHttps || target.Scheme == Uri.UriSchemeHttp) && RedirectRule.IsSafe(address.Api, target)
            ? target
            : throw new SiteException(SiteFault.UnexpectedAnswer,
                $"{address} wants output files sent to {TransportFaults.Name(target)} without TLS, which is refused: anybody on the way could read and change them.");
    }
}
