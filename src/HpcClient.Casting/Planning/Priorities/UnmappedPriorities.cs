using System.Globalization;

namespace HpcClient.Casting.Planning.Priorities;

/// <summary>Counts the site's priorities that <c>fw_priority_map</c> has no number for: one warning a sweep, not one a job.</summary>
internal sealed class UnmappedPriorities
{
    // Words come from the site: neither their number nor their length may fill our memory or log.
    private const int MaxWords = 16;
    private const int MaxLetters = 40;

    private readonly SortedDictionary<string, int> _jobs = new(StringComparer.Ordinal);
    private int _others;

    public void Add(string word)
    {
        var shown = word.Length > MaxLetters ? word[..MaxLetters] + "…" : word;
        if (_jobs.TryGetValue(shown, out var count) || _jobs.Count < MaxWords)
        {
            _jobs[shown] = count + 1;
        }
        else
        {
            _others++;
        }
    }

    /// <summary>The warning; null when all were mapped.</summary>
    public string? Sentence()
    {
        if (_jobs.Count == 0)
        {
            return null;
        }

        var words = _jobs.Select(word => $"'{word.Key}' ({Jobs(word.Value)})").Concat(_others > 0 ? [$"others ({Jobs(_others)})"] : []);
        return $"fw_priority_map in cast.yml has no number for these priorities of the site: {string.Join(", ", words)}. The jobs go without a priority. Add the words to fw_priority_map.";
    }

    private static string Jobs(int count) => count == 1 ? "1 job" : string.Create(CultureInfo.InvariantCulture, $"{count} jobs");
}
