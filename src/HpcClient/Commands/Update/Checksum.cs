using System.Security.Cryptography;

namespace HpcClient.Commands.Update;

/// <summary>SHA-256 of files, and the lists that <c>sha256sum</c> writes.</summary>
internal static class Checksum
{
    /// <summary>Name of the list that lies beside packages.</summary>
    public const string ListName = "SHA256SUMS";

    /// <summary>Digits of a checksum.</summary>
    private const int Digits = 64;

    /// <summary>Whether <paramref name="text"/> is a SHA-256 in hexadecimal digits.</summary>
    public static bool IsOne(string text) => text.Length == Digits && text.All(char.IsAsciiHexDigit);

    /// <summary>That of a file.</summary>
    public static async Task<string> OfAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }

    /// <summary>That which <paramref name="list"/> gives for <paramref name="name"/>; null where it gives none.</summary>
    public static string? Find(string list, string name) => list
        .Split('\n', StringSplitOptions.TrimEntries)
        .Select(line => line.Split([' '], 2, StringSplitOptions.RemoveEmptyEntries))

        // A star before the name says that the file was read as it is, which it always is here.
        .FirstOrDefault(words => words.Length == 2 && IsOne(words[0]) && words[1].TrimStart(' ', '*') == name)?[0].ToLowerInvariant();
}
