using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace HpcClient.Engine.Images;

/// <summary>The expected hash of an image.</summary>
/// <param name="Algorithm">sha256 or sha384.</param>
/// <param name="Hex">Lower-case hex.</param>
internal sealed partial record ImageHash(string Algorithm, string Hex)
{
    /// <summary>Reads <c>sha384:HEX</c>, <c>sha256:HEX</c>, or the formula's <c>vu0:x-sha384:HEX</c>; empty means none.</summary>
    /// <returns>Null, or one sentence.</returns>
    public static string? Read(string? text, out ImageHash? hash)
    {
        hash = null;
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var match = Form().Match(text);
        if (!match.Success)
        {
            return $"The gear's rootfs-hash '{text}' is neither sha256: nor sha384: with hex digits. Have it corrected on the site.";
        }

        hash = new(match.Groups["algorithm"].Value, match.Groups["hex"].Value.ToLowerInvariant());
        return null;
    }

    /// <summary>The hash of the file at <paramref name="path"/>, in hex.</summary>
    public async Task<string> OfFileAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.SequentialScan);
        var bytes = Algorithm == "sha384"
            ? await SHA384.HashDataAsync(stream, cancellationToken)
            : await SHA256.HashDataAsync(stream, cancellationToken);
        return Convert.ToHexStringLower(bytes);
    }

    [GeneratedRegex("^(vu0:x-)?(?<algorithm>sha384(?=:[0-9a-fA-F]{96}\\z)|sha256(?=:[0-9a-fA-F]{64}\\z)):(?<hex>[0-9a-fA-F]+)\\z")]
    private static partial Regex Form();
}
