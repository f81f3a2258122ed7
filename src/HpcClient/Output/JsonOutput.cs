using System.Text.Encodings.Web;
using System.Text.Json;

namespace HpcClient.Output;

/// <summary>Writes a JSON document to standard output.</summary>
internal static class JsonOutput
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes what <paramref name="write"/> makes, with a line end.</summary>
    public static void Write(Action<Utf8JsonWriter> write)
    {
        using var output = StandardOutput.Open();
        using (var json = new Utf8JsonWriter(output, Options))
        {
            write(json);
        }

        output.WriteByte((byte)'\n');
    }
}
