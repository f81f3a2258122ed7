using HpcClient.Engine.Images.Store;
using HpcClient.Output;

namespace HpcClient.Commands.Images;

/// <summary>Images as JSON.</summary>
internal static class ImageJson
{
    /// <summary>Prints one array.</summary>
    public static void Print(IEnumerable<(StoredImage Image, EntryState State)> images) => JsonOutput.Write(json =>
    {
        json.WriteStartArray();
        foreach (var (image, state) in images)
        {
            json.WriteStartObject();
            json.WriteString("name", image.Name);
            json.WriteString("source", image.Source);
            json.WriteNumber("bytes", image.Bytes);
            json.WriteString("last_used_at", image.LastUse.UtcDateTime);
            json.WriteNumber("jobs", image.Users);
            json.WriteString("state", ImageTable.Word(state));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
