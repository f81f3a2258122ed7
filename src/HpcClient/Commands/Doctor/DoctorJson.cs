using System.Text.Json;

namespace HpcClient.Commands.Doctor;

/// <summary>Findings for programs.</summary>
internal static class DoctorJson
{
    /// <summary>Writes them as one object.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<Finding> findings)
    {
        json.WriteStartObject();
        json.WriteNumber("failed", findings.Count(finding => finding.Outcome == CheckOutcome.Failed));
        json.WriteStartArray("checks");
        foreach (var (index, finding) in findings.Index())
        {
            json.WriteStartObject();
            json.WriteNumber("number", index + 1);
            json.WriteString("name", finding.Name);
            json.WriteString("outcome", DoctorText.Word(finding.Outcome).ToLowerInvariant());
            json.WriteString("tried", finding.Tried);
            json.WriteString("result", finding.Result);
            json.WriteString("remedy", finding.Remedy);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
