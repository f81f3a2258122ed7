using System.Buffers;
using HpcClient.Flywheel.Access;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Http;

namespace HpcClient.Flywheel.Files.Download;

/// <summary>Streams a file to disk: beside its place first, renamed when it is whole. A broken stream starts over.</summary>
internal sealed class FileDownload(SiteAddress address, SiteClientOptions options, AuthorizedSender sender, Transport transport, SiteRules rules)
{
    private const int BlockBytes = 128 * 1024;

    public async Task SaveAsync(Uri source, string path, long? expectedSize, CancellationToken cancellationToken) =>
        await rules.Retry.For(RepeatRule.Read).ExecuteAsync(
            static async (state, token) => await state.Self.OnceAsync(state.source, state.path, state.expectedSize, token),
            (Self: this, source, path, expectedSize),
            cancellationToken);

    private async Task OnceAsync(Uri source, string path, long? expectedSize, CancellationToken cancellationToken)
    {
        using var deadline = new Deadline(rules.Time, options.StallTimeout, cancellationToken);
        using var response = await OpenAsync(source, deadline);
        var length = response.Content.Headers.ContentLength;
        var name = Path.GetFileName(path);
        if (length is { } announced && expectedSize is { } expected && announced != expected)
        {
            throw WrongSize(name, expected, announced);
        }

        // A short name of its own: that of the file may be as long as a name can be.
        var temporary = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, $".download-{Guid.NewGuid():N}");
        try
        {
            var received = await WriteAsync(response, temporary, length ?? expectedSize, path, deadline);
            if (length is { } whole && received != whole)
            {
                throw new SiteException(SiteFault.Unreachable, $"The download of '{name}' broke off after {received} of {whole} bytes. Try again later.");
            }

            if (expectedSize is { } size && received != size)
            {
                throw WrongSize(name, size, received);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }
        }
    }

    private static SiteException WrongSize(string name, long expected, long got) => new(SiteFault.UnexpectedAnswer,
        $"'{name}' has {got} bytes on the site, but {expected} were expected: it was replaced after the job was made. Launch the job again.");

    private async Task<HttpResponseMessage> OpenAsync(Uri source, Deadline deadline)
    {
        var uri = source;
        var withCredential = true;
        for (var hop = 0; hop <= RedirectRule.MaxHops; hop++)
        {
            // Once away from the site the credential stays away, even where a redirect leads back.
            withCredential &= RedirectRule.SameOrigin(uri, address.Api);
            var target = uri;
            var response = withCredential
                ? await sender.SendAsync(() => new(HttpMethod.Get, target), deadline)
                : await transport.SendAsync(new(HttpMethod.Get, target), deadline);
            try
            {
                if (!RedirectRule.IsRedirect(response))
                {
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

    private async Task<long> WriteAsync(HttpResponseMessage response, string temporary, long? needed, string path, Deadline deadline)
    {
        var from = response.RequestMessage!.RequestUri!;
        var buffer = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(deadline.Token);
            await using var file = Create(temporary, path, needed);
            var received = 0L;
            while (await transport.ReadAsync(body, buffer, from, deadline) is var count and > 0)
            {
                await WriteAsync(file, buffer.AsMemory(0, count), path, needed, deadline);
                received += count;
            }

            Settle(file, path, needed);
            return received;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static FileStream Create(string temporary, string path, long? needed)
    {
        try
        {
            return new(temporary, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0, Options = FileOptions.Asynchronous });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw LocalDiskException.Writing(path, needed, e);
        }
    }

    private static async Task WriteAsync(FileStream file, ReadOnlyMemory<byte> block, string path, long? needed, Deadline deadline)
    {
        try
        {
            // Only the caller stops a write: a slow disk of ours is not the site's stall.
            await file.WriteAsync(block, deadline.Caller);
            deadline.Restart();
        }
        catch (IOException e)
        {
            throw LocalDiskException.Writing(path, needed, e);
        }
    }

    /// <summary>A network file system tells of a full disk or quota only now; closing the file would swallow it.</summary>
    private static void Settle(FileStream file, string path, long? needed)
    {
        try
        {
            file.Flush(flushToDisk: true);
        }
        catch (IOException e)
        {
            throw LocalDiskException.Writing(path, needed, e);
        }
    }
}
