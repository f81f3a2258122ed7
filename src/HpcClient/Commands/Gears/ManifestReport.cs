using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using HpcClient.Gears.Checking;
using HpcClient.Gears.Reading;

namespace HpcClient.Commands.Gears;

/// <summary>Tells what was found in manifests.</summary>
internal static class ManifestReport
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One line a finding, in the form of compilers, which editors know how to open; then one line for all.</summary>
    public static void Write(ManifestReading reading, TextWriter text)
    {
        foreach (var finding in reading.Findings)
        {
            text.WriteLine($"{Where(reading.File, finding)}: {Word(finding)}: {finding.Sentence}");
        }

        var (faults, warnings) = (reading.Faults.Count(), reading.Warnings.Count());
        text.WriteLine($"{reading.File}: {(reading.IsValid ? "valid" : Count(faults, "fault"))}{(warnings > 0 ? $", {Count(warnings, "warning")}" : "")}");
    }

    /// <summary>The same for programs.</summary>
    public static void WriteJson(IEnumerable<ManifestReading> readings, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, Readable);
        json.WriteStartArray();
        foreach (var reading in readings)
        {
            json.WriteStartObject();
            json.WriteString("manifest", reading.File);
            json.WriteBoolean("valid", reading.IsValid);
            WriteFindings(json, "faults", reading.Faults);
            WriteFindings(json, "warnings", reading.Warnings);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.Flush();
        stream.Write("\n"u8);
    }

    private static void WriteFindings(Utf8JsonWriter json, string name, IEnumerable<ManifestFinding> findings)
    {
        json.WriteStartArray(name);
        foreach (var finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("path", finding.Path);
            if (finding.Place is { } place)
            {
                json.WriteNumber("line", place.Line);
                json.WriteNumber("column", place.Column);
            }
            else
            {
                json.WriteNull("line");
                json.WriteNull("column");
            }

            json.WriteString("problem", finding.Problem);
            json.WriteString("remedy", finding.Remedy);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Where(string file, ManifestFinding finding) =>
        finding.Place is { } place ? string.Create(CultureInfo.InvariantCulture, $"{file}:{place.Line}:{place.Column}") : file;

    private static string Word(ManifestFinding finding) => finding.Kind == FindingKind.Fault ? "fault" : "warning";

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
