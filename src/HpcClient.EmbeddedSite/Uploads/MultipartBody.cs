using System.Text;
using HpcClient.EmbeddedSite.Files;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Storage;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace HpcClient.EmbeddedSite.Uploads;

/// <summary>Reads multipart bodies part by part, each file straight to disk.</summary>
internal static class MultipartBody
{
    private const int MaxTextBytes = 16 * 1024 * 1024;
    private const int MaxHeaderBytes = 32 * 1024;

    public static async Task<UploadedForm> ReadAsync(ApiCall call, ContentStore contents)
    {
        if (!MediaTypeHeaderValue.TryParse(call.Http.Request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 } boundary)
        {
            throw RequestRefused.BadInput("The body must be multipart/form-data.");
        }

        var reader = new MultipartReader(boundary, call.Http.Request.Body) { HeadersLengthLimit = MaxHeaderBytes };
        var files = new List<UploadedFile>();
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            while (await reader.ReadNextSectionAsync(call.Aborted) is { } section)
            {
                var disposition = ContentDisposition.Parse(section.ContentDisposition ?? "");
                if (disposition.FileName is { } name)
                {
                    files.Add(new(FileTable.CheckName(name), await contents.WriteAsync(section.Body, call.Aborted)));
                }
                else
                {
                    texts[disposition.FieldName ?? ""] = await ReadTextAsync(section.Body, call.Aborted);
                }
            }
        }
        catch (InvalidDataException e)
        {
            throw RequestRefused.BadInput("The form cannot be read: " + e.Message);
        }
        catch (IOException e) when (e is not FileNotFoundException && e.Message.Contains("Unexpected end", StringComparison.Ordinal))
        {
            throw RequestRefused.BadInput("The form ends in the middle: " + e.Message);
        }

        return new(files, texts);
    }

    private static async Task<string> ReadTextAsync(Stream body, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int count;
        while ((count = await body.ReadAsync(chunk, cancellationToken)) > 0)
        {
            buffer.Write(chunk, 0, count);
            if (buffer.Length > MaxTextBytes)
            {
                throw new RequestRefused(413, $"A text part is larger than {MaxTextBytes} bytes.");
            }
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
