using YamlDotNet.Core;

namespace HpcClient.Settings.Yaml;

/// <summary>Keys with values, in the order of the file; a key that is there twice is there twice.</summary>
internal sealed record YamlMap(IReadOnlyList<(YamlText Key, YamlValue Value)> Entries, Mark Start) : YamlValue(Start)
{
    public override string Description => "a group of keys";

    /// <summary>The key that <paramref name="path"/> leads to from here; as far as it goes, when there is none.</summary>
    public YamlValue PlaceOf(params ReadOnlySpan<string> path)
    {
        YamlValue place = this;
        YamlValue value = this;
        foreach (var name in path)
        {
            var entry = (value as YamlMap)?.Entries.FirstOrDefault(e => e.Key.Text == name) ?? default;
            if (entry.Key is null)
            {
                break;
            }

            (place, value) = entry;
        }

        return place;
    }
}
