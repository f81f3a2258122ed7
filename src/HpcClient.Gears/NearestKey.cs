namespace HpcClient.Gears;

/// <summary>Finds what a misspelt key or word was meant to be.</summary>
internal static class NearestKey
{
    private const int LongestWord = 60;

    /// <summary>A sentence that begins the remedy: <c>Did you mean 'default'? </c>; empty when nothing is near enough to be meant.</summary>
    public static string Question(string word, IEnumerable<string> known) => Of(word, known) is { } near ? $"Did you mean '{near}'? " : "";

    /// <summary>The word of <paramref name="known"/> nearest to <paramref name="word"/>; null when none is near enough.</summary>
    public static string? Of(string word, IEnumerable<string> known)
    {
        if (word.Length is 0 or > LongestWord)
        {
            return null;
        }

        // Case and separators are what people mistake most: they count for nothing.
        var wanted = Plain(word);
        var near = known.Select(name => (Name: name, Distance: Distance(wanted, Plain(name)))).MinBy(name => name.Distance);
        return near.Name is not null && near.Distance <= Math.Max(1, wanted.Length / 4) ? near.Name : null;
    }

    private static string Plain(string word) => word.ToLowerInvariant().Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);

    // Letters to be changed, added, removed, or swapped with the next.
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    rows[i, j] = i + j;
                    continue;
                }

                var change = rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(change, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[a.Length, b.Length];
    }
}
