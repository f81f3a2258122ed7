using System.Text.RegularExpressions;

namespace HpcClient.Engine.Images.Registries;

/// <summary>Digests as registries give them.</summary>
internal static partial class RegistryDigest
{
    /// <summary>Whether it is one of the kind that we use in names: <c>sha256:HEX</c>.</summary>
    public static bool IsValid(string text) => Form().IsMatch(text);

    [GeneratedRegex("^sha256:[0-9a-f]{64}\\z")]
    private static partial Regex Form();
}
