namespace HpcClient.Jinja.Rendering;

/// <summary>Finds the known name that a wrong one was probably meant to be.</summary>
internal static class Nearest
{
    private const int LongestName = 40;
    private const int MostNames = 500;

    /// <summary><c>"; did you mean 'upper'?"</c>, or nothing when no name is near.</summary>
    public static string Hint(string name, IEnumerable<string> known)
    {
        if (name.Length > LongestName)
        {
            return "";
        }

        var best = known.Take(MostNames)
            .Where(k => k.Length <= LongestName && k != name)
            .Select(k => (Name: k, Distance: Distance(name, k)))
            .OrderBy(k => k.Distance).ThenBy(k => k.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.Name is not null && best.Distance <= Math.Max(1, name.Length / 3) ? $"; did you mean '{best.Name}'?" : "";
    }

    /// <summary>How many characters must be added, removed, changed or swapped with their neighbour.</summary>
    private static int Distance(string from, string to)
    {
        var rows = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    rows[i, j] = i + j;
                    continue;
                }

                var changed = rows[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(changed, 1 + Math.Min(rows[i - 1, j], rows[i, j - 1]));
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[from.Length, to.Length];
    }
}
