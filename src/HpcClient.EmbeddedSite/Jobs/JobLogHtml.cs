using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Json;

namespace HpcClient.EmbeddedSite.Jobs;

/// <summary>A job's log as sites of both generations show it on a page: a span for each run of lines of one stream.</summary>
internal static class JobLogHtml
{
    /// <summary>The page's text; <paramref name="empty"/> where there are no lines.</summary>
    public static byte[] Of(IReadOnlyList<JsonObject> lines, string empty)
    {
        var html = new StringBuilder(lines.Count == 0 ? empty : "");
        long? open = null;
        foreach (var line in lines)
        {
            if (line.Whole("fd") != open)
            {
                html.Append(open is null ? "" : "</span>\n").Append(CultureInfo.InvariantCulture, $"<span class=\"fd-{line.Whole("fd")}\">");
                open = line.Whole("fd");
            }

            // The core of 2018 did not escape. We do: a gear's output is not to be trusted in a browser.
            html.Append(WebUtility.HtmlEncode(line.Text("msg")!).Replace("\n", "<br/>\n", StringComparison.Ordinal));
        }

        return Encoding.UTF8.GetBytes(html.Append(open is null ? "" : "</span>\n").ToString());
    }
}
