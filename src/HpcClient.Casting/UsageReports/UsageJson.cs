using System.Text.Json;
using HpcClient.Casting.Explaining;

namespace HpcClient.Casting.UsageReports;

/// <summary>A report for programs: null for what is not known.</summary>
public static class UsageJson
{
    // The default encoder escapes all that a terminal might act on.
    private static readonly JsonWriterOptions Options = new() { Indented = true };

    /// <summary>Writes it as one object.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="report">The report.</param>
    /// <param name="since">Start of its time; null where it has none.</param>
    /// <param name="until">End of its time; null where it has none.</param>
    public static void Write(Stream output, UsageReport report, DateTimeOffset? since, DateTimeOffset? until)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteTimeOrNull("since", since);
        json.WriteTimeOrNull("until", until);
        json.WriteStartArray("rows");
        foreach (var row in report.Rows)
        {
            json.WriteStartObject();
            foreach (var (grouping, key) in report.By.Zip(row.Keys))
            {
                json.WriteString(grouping.ToString().ToLowerInvariant(), key);
            }

            WriteSums(json, row.Sums);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("total");
        WriteSums(json, report.Total);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteSums(Utf8JsonWriter json, UsageSums sums)
    {
        foreach (var column in UsageColumn.All)
        {
            json.WriteNumberOrNull(column.Name, column.Exact(sums));
        }
    }
}
