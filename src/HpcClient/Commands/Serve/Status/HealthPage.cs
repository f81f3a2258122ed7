using System.Globalization;
using System.Text.Json;

namespace HpcClient.Commands.Serve.Status;

/// <summary><c>GET /healthz</c>.</summary>
internal static class HealthPage
{
    /// <summary>The page.</summary>
    public static byte[] Json(VitalSigns signs)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("status", signs.Condition);
            WriteTime(json, "last_pass", signs.LastPass);
            WriteTime(json, "last_good_pass", signs.LastGoodPass);
            json.WriteNumber("age_seconds", Math.Round(signs.Age.TotalSeconds, 1));
            json.WriteString("problem", signs.Problem?.Sentence ?? (signs.Other is { } other
                ? string.Create(CultureInfo.InvariantCulture, $"Another process is at work (process {other.Process.ProcessId} on {other.Host}).")
                : null));
            json.WriteString("settings", signs.SettingsAreFaulty ? "faulty, older ones are in force" : "in force");
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? time) =>
        json.WriteString(name, time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
}
