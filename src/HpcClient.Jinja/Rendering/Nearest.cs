using HpcClient.Wording;

namespace HpcClient.Jinja.Rendering;

/// <summary>Finds the known name that a wrong one was probably meant to be.</summary>
internal static class Nearest
{
    private const int MostNames = 500;

    /// <summary><c>"; did you mean 'upper'?"</c>, or nothing when no name is near.</summary>
    public static string Hint(string name, IEnumerable<string> known) =>
        NearestName.Of(name, known.Take(MostNames).Where(one => one != name).Order(StringComparer.Ordinal), slips: 1) is { } near ? $"; did you mean '{near}'?" : "";
}
