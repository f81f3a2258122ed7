using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace HpcClient.Output;

/// <summary>
/// A log line for collectors: an object with <c>time</c>, <c>level</c>, <c>message</c> and the fields of the log call, such
/// as <c>job_id</c>. Written by hand: fields are known at run time only, and the shipped executable has no reflection.
/// </summary>
internal static class LogJson
{
    // What the template of the message is called among the fields of a log call.
    private const string Template = "{OriginalFormat}";

    private static readonly string[] OwnNames = ["time", "level", "message", "exception"];

    // Escapes what JSON demands and all control characters, and leaves quotes and letters of all languages readable.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The line.</summary>
    public static string Line(DateTimeOffset time, LogLevel level, string message, Exception? exception, object? state)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("time", time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("level", LogWords.Level(level).ToLowerInvariant());
            json.WriteString("message", message);
            if (exception is not null)
            {
                json.WriteString("exception", exception.Message);
            }

            WriteFields(json, message, state as IEnumerable<KeyValuePair<string, object?>> ?? []);
            json.WriteEndObject();
        }

        var line = Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);

        // The encoder lets these pass. They can stand in strings only, so they may be escaped where they stand.
        return line.Any(LogWords.IsTurn) ? string.Concat(line.Select(c => LogWords.IsTurn(c) ? $"\\u{(int)c:x4}" : c.ToString())) : line;
    }

    private static void WriteFields(Utf8JsonWriter json, string message, IEnumerable<KeyValuePair<string, object?>> fields)
    {
        var written = new HashSet<string>(OwnNames, StringComparer.Ordinal);
        foreach (var (name, value) in fields)
        {
            // A field that is the whole message says nothing more.
            if (name != Template && value as string != message && written.Add(JsonNamingPolicy.SnakeCaseLower.ConvertName(name)))
            {
                json.WritePropertyName(JsonNamingPolicy.SnakeCaseLower.ConvertName(name));
                WriteValue(json, value);
            }
        }
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case int or long:
                json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            default:
                json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }
}
