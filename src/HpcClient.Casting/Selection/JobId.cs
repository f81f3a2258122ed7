using System.Buffers;

namespace HpcClient.Casting.Selection;

/// <summary>
/// Job ids stand in file names, job names and scripts, so only what the site can really have made is taken:
/// 24 lower-case hex digits.
/// </summary>
internal static class JobId
{
    private const int Length = 24;
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    public static bool IsValid(string id) => id.Length == Length && !id.AsSpan().ContainsAnyExcept(Digits);
}
