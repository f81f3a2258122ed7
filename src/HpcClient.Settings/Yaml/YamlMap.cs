using YamlDotNet.Core;

namespace HpcClient.Settings.Yaml;

/// <summary>Keys with values, in the order of the file; a key that is there twice is there twice.</summary>
internal sealed record YamlMap(IReadOnlyList<(YamlText Key, YamlValue Value)> Entries, Mark Start) : YamlValue(Start)
{
    public override string Description => "a group of keys";
}
