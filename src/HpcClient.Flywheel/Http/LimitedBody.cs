using HpcClient.Flywheel.Errors;

namespace HpcClient.Flywheel.Http;

/// <summary>Reads an answer's body into memory, up to a limit.</summary>
internal static class LimitedBody
{
    private const int BlockBytes = 64 * 1024;

    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, Transport transport, int maxBytes, Deadline deadline)
    {
        var from = response.RequestMessage!.RequestUri!;
        if (response.Content.Headers.ContentLength > maxBytes)
        {
            throw TooLong(from, maxBytes);
        }

        var body = await response.Content.ReadAsStreamAsync(deadline.Token);
        await using (body)
        {
            var kept = new byte[(int?)response.Content.Headers.ContentLength + 1 ?? BlockBytes];
            var length = 0;
            while (await transport.ReadAsync(body, kept.AsMemory(length), from, deadline) is var count and > 0)
            {
                length += count;
                if (length > maxBytes)
                {
                    throw TooLong(from, maxBytes);
                }

                if (length == kept.Length)
                {
                    Array.Resize(ref kept, kept.Length * 2);
                }
            }

            return kept.AsMemory(0, length);
        }
    }

    private static SiteException TooLong(Uri from, int maxBytes) =>
        new(SiteFault.UnexpectedAnswer, $"An answer of {TransportFaults.Name(from)} is longer than {maxBytes} bytes, which we do not read.");
}
