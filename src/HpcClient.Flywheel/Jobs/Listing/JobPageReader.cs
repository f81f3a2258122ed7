using System.Text;
using System.Text.Json;
using HpcClient.Flywheel.Json;

namespace HpcClient.Flywheel.Jobs.Listing;

/// <summary>
/// Reads a page in either form, a bare array or an object with <c>results</c>. Each entry is read by itself: one that makes
/// no sense is set aside with a reason, and the others are not touched by it.
/// </summary>
internal static class JobPageReader
{
    /// <exception cref="JsonException">The page as a whole makes no sense.</exception>
    public static JobPage Read(ReadOnlySpan<byte> page)
    {
        var reader = new Utf8JsonReader(page);
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            var bare = Entries(page, ref reader);
            EnsureEnd(ref reader);
            return new(bare, null);
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("Neither an array nor an object.");
        }

        List<ListedJob>? entries = null;
        long? total = null;
        long? count = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isResults = reader.ValueTextEquals("results"u8);
            var isTotal = reader.ValueTextEquals("total"u8);
            var isCount = reader.ValueTextEquals("count"u8);
            reader.Read();
            if (isResults && reader.TokenType == JsonTokenType.StartArray)
            {
                entries = Entries(page, ref reader);
            }
            else if ((isTotal || isCount) && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number))
            {
                total = isTotal ? number : total;
                count = isCount ? number : count;
            }
            else
            {
                reader.Skip();
            }
        }

        EnsureEnd(ref reader);
        return new(entries ?? throw new JsonException("There are no 'results'."), total ?? count);
    }

    private static List<ListedJob> Entries(ReadOnlySpan<byte> page, ref Utf8JsonReader reader)
    {
        var entries = new List<ListedJob>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            entries.Add(Entry(page[start..(int)reader.BytesConsumed]));
        }

        return entries;
    }

    private static ListedJob Entry(ReadOnlySpan<byte> json)
    {
        try
        {
            var job = JsonSerializer.Deserialize(json, FlywheelJson.Default.FlywheelJob);
            return job is null ? new ListedJob.Broken(null, "The site lists an empty entry.")
                : JobIds.IsValid(job.Id) ? new ListedJob.Readable(job)
                : new ListedJob.Broken(null, "The site lists an entry without a usable id.");
        }
        catch (JsonException e)
        {
            var id = IdOf(json);
            var field = e.Path is { } path ? $" at '{path}'" : "";
            return new ListedJob.Broken(id, $"The site's entry for job {id ?? "without id"} cannot be read{field}: a value there is not of the kind that belongs there.");
        }
    }

    private static string? IdOf(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isId = reader.ValueTextEquals("id"u8) || reader.ValueTextEquals("_id"u8);
            reader.Read();
            if (isId && reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped && Ascii.IsValid(reader.ValueSpan)
                && Encoding.ASCII.GetString(reader.ValueSpan) is var id && JobIds.IsValid(id))
            {
                return id;
            }

            reader.Skip();
        }

        return null;
    }

    private static void EnsureEnd(ref Utf8JsonReader reader)
    {
        // Reading on makes a cut or a trailing piece of text throw.
        while (reader.Read())
        {
        }
    }
}
