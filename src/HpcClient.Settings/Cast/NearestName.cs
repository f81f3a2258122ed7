namespace HpcClient.Settings.Cast;

/// <summary>Finds what a misspelt name was meant to be.</summary>
public static class NearestName
{
    /// <summary>The name nearest to <paramref name="name"/>; null when none is near enough to be meant.</summary>
    public static string? Of(string name, IEnumerable<string> names)
    {
        var wanted = name.ToLowerInvariant().Replace('-', '_');
        var near = names.Select(n => (Name: n, Distance: Distance(wanted, n))).MinBy(n => n.Distance);
        return near.Name is not null && near.Distance <= Math.Max(2, wanted.Length / 3) ? near.Name : null;
    }

    /// <summary>How many letters must be changed, added, removed or swapped with the next.</summary>
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
