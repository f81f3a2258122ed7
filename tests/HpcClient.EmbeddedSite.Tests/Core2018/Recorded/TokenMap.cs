using System.Text;
using System.Text.RegularExpressions;

namespace HpcClient.EmbeddedSite.Tests.Core2018.Recorded;

/// <summary>
/// What the servers made up by themselves: ids, tickets, hashes of files whose bytes were not recorded, keys. The first answer that names one tells how it
/// is called here; from then on it stands in requests, and every answer must name the same.
/// </summary>
internal sealed partial class TokenMap
{
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);

    /// <summary>Notes that <paramref name="recorded"/> is called <paramref name="here"/> in this run.</summary>
    public void Learn(string recorded, string here) => _known.TryAdd(recorded, here);

    /// <summary>A text of the recording as it is to be in this run.</summary>
    public string Apply(string text)
    {
        text = Token().Replace(text, match => _known.GetValueOrDefault(match.Value, match.Value));
        foreach (var (recorded, here) in _known.Where(pair => !Token().IsMatch(pair.Key)))
        {
            text = text.Replace(recorded, here, StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>Whether a text of this run is the recorded one; tokens in it that are new are learnt.</summary>
    public bool Same(string recorded, string here)
    {
        var mapped = Apply(recorded);
        if (mapped == here)
        {
            return true;
        }

        var pattern = new StringBuilder("^");
        var at = 0;
        var unknown = new List<string>();
        foreach (var match in Token().EnumerateMatches(mapped))
        {
            var token = mapped.Substring(match.Index, match.Length);
            if (_known.ContainsValue(token) || IsNobody(token))
            {
                continue;
            }

            pattern.Append(Regex.Escape(mapped[at..match.Index])).Append('(').Append(Token()).Append(')');
            unknown.Add(token);
            at = match.Index + match.Length;
        }

        var found = Regex.Match(here, pattern.Append(Regex.Escape(mapped[at..])).Append('$').ToString());
        if (!found.Success || unknown.Count == 0)
        {
            return false;
        }

        for (var i = 0; i < unknown.Count; i++)
        {
            Learn(unknown[i], found.Groups[i + 1].Value);
        }

        return true;
    }

    private static bool IsNobody(string token) => token.All(c => c == '0');

    [GeneratedRegex("(?:v0-sha384-[0-9a-f]{96}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?<![0-9a-f])[0-9a-f]{24}(?![0-9a-f]))")]
    private static partial Regex Token();
}
