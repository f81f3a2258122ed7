using System.Text;

namespace HpcClient.EmbeddedSite.Uploads;

/// <summary>
/// Field and file name of a form part. Senders write odd names in several ways: <c>filename*</c> in percent signs (RFC 5987),
/// backslashes before quotes (curl of old), or the web's own way that escapes only quote, CR and LF as <c>%22 %0D %0A</c>.
/// </summary>
internal sealed record ContentDisposition(string? FieldName, string? FileName)
{
    private const string Utf8Prefix = "utf-8''";

    public static ContentDisposition Parse(string header)
    {
        string? field = null, plain = null, extended = null;
        var at = header.IndexOf(';', StringComparison.Ordinal);
        while (at >= 0 && at < header.Length)
        {
            at = ReadParameter(header, at + 1, out var name, out var value);
            switch (name)
            {
                case "name":
                    field = value;
                    break;
                case "filename":
                    plain = Web(value);
                    break;
                case "filename*" when value.StartsWith(Utf8Prefix, StringComparison.OrdinalIgnoreCase):
                    extended = Uri.UnescapeDataString(value[Utf8Prefix.Length..]);
                    break;
            }
        }

        return new(field, extended ?? plain);
    }

    private static int ReadParameter(string header, int at, out string name, out string value)
    {
        var equals = header.IndexOf('=', at);
        if (equals < 0)
        {
            name = value = "";
            return header.Length;
        }

        name = header[at..equals].Trim().ToLowerInvariant();
        at = equals + 1;
        if (at >= header.Length || header[at] != '"')
        {
            var end = header.IndexOf(';', at);
            end = end < 0 ? header.Length : end;
            value = header[at..end].Trim();
            return end;
        }

        var text = new StringBuilder();
        for (at++; at < header.Length && header[at] != '"'; at++)
        {
            if (header[at] == '\\' && at + 1 < header.Length && header[at + 1] is '"' or '\\')
            {
                at++;
            }

            text.Append(header[at]);
        }

        value = text.ToString();
        var next = header.IndexOf(';', Math.Min(at, header.Length));
        return next < 0 ? header.Length : next;
    }

    private static string Web(string name) => name
        .Replace("%22", "\"", StringComparison.Ordinal)
        .Replace("%0D", "\r", StringComparison.OrdinalIgnoreCase)
        .Replace("%0A", "\n", StringComparison.OrdinalIgnoreCase);
}
