namespace HpcClient.Wording;

/// <summary>Finds what a misspelt name was meant to be.</summary>
public static class NearestName
{
    // The time that it takes grows with both lengths, and what is looked for may be a stranger's.
    private const int LongestName = 60;

    /// <summary>The name of <paramref name="names"/> nearest to <paramref name="name"/>, of several the first; null when none is near enough to be meant.</summary>
    /// <param name="name">What was written.</param>
    /// <param name="names">What there is.</param>
    /// <param name="slips">How many slips are always near enough: letters changed, added, removed or swapped with the next.</param>
    /// <param name="lettersPerSlip">One more slip is near enough for so many letters of what was written.</param>
    public static string? Of(string name, IEnumerable<string> names, int slips = 2, int lettersPerSlip = 3)
    {
        if (name.Length is 0 or > LongestName)
        {
            return null;
        }

        var wanted = Plain(name);
        var enough = Math.Max(slips, name.Length / lettersPerSlip);
        string? nearest = null;
        foreach (var known in names.Where(known => known.Length <= LongestName))
        {
            if (Slips(wanted, Plain(known)) is var needed && (nearest is null ? needed <= enough : needed < enough))
            {
                (nearest, enough) = (known, needed);
            }
        }

        return nearest;
    }

    // Case and separators are what people mistake most: they count for nothing.
    private static string Plain(string name) => name.ToLowerInvariant().Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);

    // The distance of Damerau and Levenshtein, in its form that swaps neighbours once.
    private static int Slips(string a, string b)
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
