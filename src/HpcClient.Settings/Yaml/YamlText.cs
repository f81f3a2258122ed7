using YamlDotNet.Core;

namespace HpcClient.Settings.Yaml;

/// <summary>A single value.</summary>
/// <param name="Text">Its text.</param>
/// <param name="IsPlain">Whether it stands without quotes, so that it may mean a number, a truth value or nothing.</param>
/// <param name="Start">Where it stands.</param>
internal sealed record YamlText(string Text, bool IsPlain, Mark Start) : YamlValue(Start)
{
    /// <summary>Whether it is a block begun with <c>|</c>, whose lines stand in the file as they are.</summary>
    public bool IsLiteral { get; init; }

    private static readonly string[] Nothing = ["", "~", "null", "Null", "NULL"];
    private static readonly string[] Yes = ["true", "yes", "on"];
    private static readonly string[] No = ["false", "no", "off"];

    /// <summary>Whether YAML reads it as no value at all.</summary>
    public bool IsNothing => IsPlain && Nothing.Contains(Text);

    /// <summary>The truth value, by the words of YAML 1.1 that the Python client went by; null when it is none.</summary>
    public bool? Truth => Yes.Contains(Text.ToLowerInvariant()) ? true : No.Contains(Text.ToLowerInvariant()) ? false : null;

    public override string Description => IsNothing ? "nothing" : $"'{(Text.Length > 60 ? Text[..60] + "…" : Text)}'";
}
