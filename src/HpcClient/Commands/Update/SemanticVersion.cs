using System.Globalization;

namespace HpcClient.Commands.Update;

/// <summary>Which of two versions comes later, by semver.org 2.0.0, section 11.</summary>
internal static class SemanticVersion
{
    /// <summary>Below 0 where <paramref name="left"/> comes before <paramref name="right"/>, 0 where neither does.</summary>
    public static int Compare(string left, string right)
    {
        var (leftNumbers, leftPre) = Split(left);
        var (rightNumbers, rightPre) = Split(right);
        var numbers = Compare(leftNumbers, rightNumbers);
        return numbers != 0 ? numbers
            : leftPre.Length == 0 || rightPre.Length == 0 ? rightPre.Length.CompareTo(leftPre.Length)
            : Compare(leftPre, rightPre);
    }

    private static (string[] Numbers, string[] PreRelease) Split(string version)
    {
        var parts = version.Split('+', 2)[0].Split('-', 2);
        return (parts[0].Split('.'), parts.Length > 1 ? parts[1].Split('.') : []);
    }

    private static int Compare(string[] left, string[] right)
    {
        var first = left.Zip(right, CompareWord).FirstOrDefault(order => order != 0);
        return first != 0 ? first : left.Length.CompareTo(right.Length);
    }

    private static int CompareWord(string left, string right) =>
        (Number(left), Number(right)) switch
        {
            ({ } one, { } other) => one.CompareTo(other),
            ({ }, null) => -1,
            (null, { }) => 1,
            _ => string.CompareOrdinal(left, right),
        };

    private static ulong? Number(string word) =>
        ulong.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
