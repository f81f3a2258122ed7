using System.Globalization;
using System.Text;
using HpcClient.EmbeddedSite.Http;
using Microsoft.AspNetCore.Http;

namespace HpcClient.EmbeddedSite.Core2018.Files;

/// <summary>
/// Bytes for a viewer, the only way in which the core honours ranges. Its quirks are kept: several ranges need a comma and a
/// space, an end behind the last byte means the whole file, and open ranges are echoed with the word None.
/// </summary>
internal sealed class RangeAnswer(ApiCall call, string path, string type)
{
    private const string Unit = "bytes=";

    public static async Task SendWholeAsync(ApiCall call, string path, string type)
    {
        call.Http.Response.ContentType = type;
        call.Http.Response.ContentLength = new FileInfo(path).Length;
        await call.Http.Response.SendFileAsync(path, call.Aborted);
    }

    public async Task SendAsync()
    {
        var size = new FileInfo(path).Length;
        var ranges = Read(call.Http.Request.Headers.Range.ToString(), size);
        if (ranges is null)
        {
            await SendWholeAsync(call, path, type);
            return;
        }

        var response = call.Http.Response;
        response.StatusCode = 206;
        if (ranges is [var only])
        {
            response.ContentType = type;
            response.Headers.ContentRange = $"bytes {only.Echo}/{size}";
            await response.SendFileAsync(path, only.From, only.Count, call.Aborted);
            return;
        }

        var boundary = Guid.NewGuid().ToString("N");
        response.ContentType = "multipart/byteranges; boundary=" + boundary;
        foreach (var range in ranges)
        {
            await response.Body.WriteAsync(Encoding.ASCII.GetBytes($"--{boundary}\nContent-Type: {type}\nContent-Range: bytes {range.Echo}/{size}\n\n"), call.Aborted);
            await response.SendFileAsync(path, range.From, range.Count, call.Aborted);
            await response.Body.WriteAsync("\n"u8.ToArray(), call.Aborted);
        }
    }

    /// <returns>Null when the whole file is to be sent.</returns>
    private static List<(long From, long Count, string Echo)>? Read(string header, long size)
    {
        if (!header.StartsWith(Unit, StringComparison.Ordinal))
        {
            return null;
        }

        var ranges = new List<(long, long, string)>();
        foreach (var part in header[Unit.Length..].Split(", "))
        {
            var dash = part.IndexOf('-', StringComparison.Ordinal);
            var first = dash > 0 ? Number(part[..dash]) : null;
            var last = dash >= 0 ? Number(part[(dash + 1)..]) : null;
            if (dash < 0 || (first is null && last is null) || (dash > 0 && first is null) || (last is null && part.Length > dash + 1))
            {
                return null;
            }

            if (first >= size)
            {
                throw new RequestRefused(416, "Invalid range");
            }

            if (last >= size)
            {
                return null;
            }

            ranges.Add((first, last) switch
            {
                ({ } from, { } to) => (from, to - from + 1, $"{from}-{to}"),
                ({ } from, null) => (from, size - from, $"{from}-None"),
                _ => (size - last!.Value, last.Value, $"-{last}-None"),
            });
        }

        return ranges;
    }

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
