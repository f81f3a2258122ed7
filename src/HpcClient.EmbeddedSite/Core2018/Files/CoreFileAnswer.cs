using System.IO.Compression;
using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Storage;
using HpcClient.Gears.Invocations;

namespace HpcClient.EmbeddedSite.Core2018.Files;

/// <summary>What a file's address answers: ticket, bytes whole or in ranges, the members of a zip file, or one of them.</summary>
internal sealed class CoreFileAnswer(SiteState site)
{
    private const string Binary = "application/octet-stream";

    /// <param name="call">The call; its query says which.</param>
    /// <param name="container">Id of the file's container.</param>
    /// <param name="record">The file.</param>
    /// <param name="quoted">Whether the name stands in quotes in the header: analyses give it bare.</param>
    public async Task SendAsync(ApiCall call, string container, JsonObject record, bool quoted)
    {
        var name = record.Text("name")!;
        var path = site.Contents.PathOf(StoredContent.Sha384Of(record.Text("hash")!));
        if (call.Query("hash") is { Length: > 0 } hash && hash != record.Text("hash"))
        {
            throw new RequestRefused(409, "file exists, hash mismatch");
        }

        if (call.Query("ticket") is "")
        {
            var made = Guid.NewGuid().ToString();
            site.Database.Write(session => TicketTable.Put(session, made, TicketTable.Download, container, name));
            await call.AnswerAsync(new JsonObject { ["ticket"] = made });
        }
        else if (call.Flag("info"))
        {
            await call.AnswerAsync(Members(path));
        }
        else if (call.Query("member") is { } member)
        {
            await MemberAsync(call, path, member);
        }
        else if (call.Flag("view"))
        {
            await new RangeAnswer(call, path, FileTypes.MimetypeOf(name)).SendAsync();
        }
        else
        {
            call.Http.Response.Headers.ContentDisposition = Attachment(name, quoted);
            await RangeAnswer.SendWholeAsync(call, path, Binary);
        }
    }

    /// <summary>The header that names a download; a name that no header can hold goes without.</summary>
    public static string Attachment(string name, bool quoted) =>
        name.Any(c => c is < ' ' or > '~' or '"') ? "attachment" : quoted ? $"attachment; filename=\"{name}\"" : $"attachment; filename={name}";

    private static JsonObject Members(string path)
    {
        using var zip = Open(path);
        return new()
        {
            ["comment"] = zip.Comment,
            ["members"] = zip.Entries.Select(entry => new JsonObject
            {
                ["path"] = entry.FullName,
                ["size"] = entry.Length,
                ["timestamp"] = entry.LastWriteTime.DateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", System.Globalization.CultureInfo.InvariantCulture),
                ["comment"] = entry.Comment,
            }).ToJson(),
        };
    }

    private static async Task MemberAsync(ApiCall call, string path, string member)
    {
        using var zip = Open(path);
        var entry = zip.GetEntry(member) ?? throw RequestRefused.BadInput("zip file contains no such member");
        await using var content = await entry.OpenAsync(call.Aborted);
        call.Http.Response.ContentType = FileTypes.MimetypeOf(member);
        await content.CopyToAsync(call.Http.Response.Body, call.Aborted);
    }

    private static ZipArchive Open(string path)
    {
        try
        {
            return ZipFile.OpenRead(path);
        }
        catch (InvalidDataException)
        {
            throw RequestRefused.BadInput("not a zip file");
        }
    }
}
