using System.Security.Cryptography;
using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Calling;
using HpcClient.EmbeddedSite.Json;

namespace HpcClient.Commands.Site;

/// <summary>Makes a gear's <c>exchange</c> from an image reference.</summary>
internal static class GearImage
{
    private static readonly string[] Schemes = ["docker://", "oras://", "containers-storage:", "http://", "https://", "file:///"];
    private static readonly string[] Tarballs = [".tar", ".tar.gz", ".tgz"];

    public static async Task<JsonObject> ExchangeAsync(SiteCaller caller, string reference, CancellationToken cancellationToken)
    {
        if (Schemes.Any(scheme => reference.StartsWith(scheme, StringComparison.Ordinal)))
        {
            return Exchange(reference, DigestIn(reference));
        }

        if (!File.Exists(reference))
        {
            throw new CommandFault(ExitCodes.Usage, $"--image '{reference}' is no file here and begins with none of {string.Join(", ", Schemes)}.");
        }

        if (reference.EndsWith(".sif", StringComparison.Ordinal))
        {
            await using var stream = File.OpenRead(reference);
            return Exchange("file://" + Path.GetFullPath(reference), "sha256:" + Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken)));
        }

        if (!Tarballs.Any(end => reference.EndsWith(end, StringComparison.Ordinal)))
        {
            throw new CommandFault(ExitCodes.Usage, $"--image '{reference}' must end in .sif, {string.Join(", ", Tarballs)}.");
        }

        var stored = await caller.PostFileAsync("gears/temp", reference, cancellationToken) as JsonObject;
        return Exchange(stored!.Text("rootfs-url")!, stored!.Text("rootfs-hash")!);
    }

    /// <summary>A reference by digest carries its own check.</summary>
    private static string DigestIn(string reference) =>
        reference.LastIndexOf("@sha256:", StringComparison.Ordinal) is var at and >= 0 ? reference[(at + 1)..] : "";

    private static JsonObject Exchange(string url, string hash) => new()
    {
        ["git-commit"] = "local",
        ["rootfs-hash"] = hash,
        ["rootfs-url"] = url,
    };
}
