using System.Globalization;

namespace HpcClient.Commands.Setup.Upgrading;

/// <summary>The difference of two texts as <c>diff -u</c> shows it.</summary>
internal static class UnifiedDiff
{
    /// <summary>Its lines; none where the texts have the same lines.</summary>
    /// <param name="before">The old text.</param>
    /// <param name="after">The new text.</param>
    /// <param name="name">Name of the file.</param>
    /// <param name="context">How many lines to show around what differs.</param>
    public static IEnumerable<string> Lines(string before, string after, string name, int context = 3)
    {
        var edits = Edits(Split(before), Split(after));
        var changed = edits.Index().Where(edit => edit.Item.Sign != ' ').Select(edit => edit.Index).ToList();
        if (changed.Count == 0)
        {
            yield break;
        }

        yield return $"--- {name}";
        yield return $"+++ {name} (new)";
        for (var i = 0; i < changed.Count;)
        {
            var last = i;
            while (last + 1 < changed.Count && changed[last + 1] - changed[last] <= 2 * context + 1)
            {
                last++;
            }

            var from = Math.Max(0, changed[i] - context);
            var to = Math.Min(edits.Count - 1, changed[last] + context);
            yield return Head(edits, from, to);
            foreach (var (sign, text) in edits.Skip(from).Take(to - from + 1))
            {
                yield return $"{sign}{text}";
            }

            i = last + 1;
        }
    }

    private static string[] Split(string text) => text.Length == 0 ? [] : text.TrimEnd('\n').Split('\n').Select(line => line.TrimEnd('\r')).ToArray();

    private static string Head(List<(char Sign, string Text)> edits, int from, int to)
    {
        return string.Create(CultureInfo.InvariantCulture, $"@@ -{Range('+')} +{Range('-')} @@");

        // A side without lines names the line before, as diff does.
        string Range(char other)
        {
            var start = edits.Take(from).Count(edit => edit.Sign != other);
            var count = edits.Skip(from).Take(to - from + 1).Count(edit => edit.Sign != other);
            return string.Create(CultureInfo.InvariantCulture, $"{(count == 0 ? start : start + 1)},{count}");
        }
    }

    // By the longest common subsequence: settings have some hundred lines.
    private static List<(char Sign, string Text)> Edits(string[] before, string[] after)
    {
        var common = new int[before.Length + 1, after.Length + 1];
        for (var i = before.Length - 1; i >= 0; i--)
        {
            for (var j = after.Length - 1; j >= 0; j--)
            {
                common[i, j] = before[i] == after[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        var edits = new List<(char, string)>();
        for (int i = 0, j = 0; i < before.Length || j < after.Length;)
        {
            if (i < before.Length && j < after.Length && before[i] == after[j])
            {
                edits.Add((' ', before[i++]));
                j++;
            }
            else if (j == after.Length || (i < before.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                edits.Add(('-', before[i++]));
            }
            else
            {
                edits.Add(('+', after[j++]));
            }
        }

        return edits;
    }
}
