using YamlDotNet.Core;

namespace HpcClient.Settings.Yaml;

/// <summary>A list.</summary>
internal sealed record YamlList(IReadOnlyList<YamlValue> Items, Mark Start) : YamlValue(Start)
{
    public override string Description => "a list";
}
