using System.Text;

namespace HpcClient.EmbeddedSite.Uploads;

/// <summary>
/// Field and file name of a form part: quoted, with backslashes before quotes and backslashes, or <c>filename*</c> in percent
/// signs (RFC 5987). What browsers write for a quote, <c>%22</c>, stays as it is: sites do not undo it, and it may be the name.
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
                    plain = value;
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
}
