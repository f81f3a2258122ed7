using System.Globalization;

namespace HpcClient.Engine.Usage;

/// <summary>Reads the kernel's small files of a control group; what is not there or not a number is null.</summary>
internal static class CgroupFile
{
    /// <summary>The number that is all of the file.</summary>
    public static long? Number(string path) => Text(path) is { } text ? Parse(text.Trim()) : null;

    /// <summary>The number after <paramref name="key"/> in a file of lines <c>key number</c>.</summary>
    public static long? Entry(string path, string key) => Text(path) is { } text ? EntryOf(text, key) : null;

    /// <summary>The sum of the numbers after several keys; null when none of them is there.</summary>
    public static long? Sum(string path, params ReadOnlySpan<string> keys)
    {
        long? sum = null;
        if (Text(path) is { } text)
        {
            foreach (var key in keys)
            {
                sum = EntryOf(text, key) is { } number ? (sum ?? 0) + number : sum;
            }
        }

        return sum;
    }

    private static long? EntryOf(string text, string key)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.Length > key.Length && line[key.Length] == ' ' && line.StartsWith(key, StringComparison.Ordinal))
            {
                return Parse(line[(key.Length + 1)..].Trim());
            }
        }

        return null;
    }

    private static long? Parse(ReadOnlySpan<char> text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
