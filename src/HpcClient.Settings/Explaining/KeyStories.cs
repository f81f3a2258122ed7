using HpcClient.Settings.Cast;
using HpcClient.Wording;

namespace HpcClient.Settings.Explaining;

/// <summary>Tells of the keys of <c>cast.yml</c>, from the same list by which the file is read.</summary>
public static class KeyStories
{
    private static readonly CastSettings Nothing = new() { Cluster = "" };

    /// <summary>All keys, in the order of the template.</summary>
    /// <param name="read">A file that was read, for the values in force; null without one.</param>
    public static IReadOnlyList<KeyStory> All(CastSettingsResult? read) => [.. CastKeys.All.Select(key => Of(key, read))];

    /// <summary>The key called <paramref name="name"/>, by its present name or another; null when there is none.</summary>
    public static KeyStory? Find(string name, CastSettingsResult? read) => CastKeys.Find(name) is { } key ? Of(key, read) : null;

    /// <summary>What was meant by a name that no key has; null when nothing is near.</summary>
    public static string? Nearest(string name) => NearestName.Of(name, CastKeys.All.Select(key => key.Name));

    private static KeyStory Of(CastKey key, CastSettingsResult? read) => new(key.Name, key.Meaning, key.Form.Words)
    {
        Detail = key.Detail,
        Page = key.Page,
        Example = key.Sample.Trim('\n'),
        Default = Default(key),
        Absent = Default(key) ?? key.Absent,
        Value = read?.Settings is { } settings ? key.Show(settings)?.Trim('\n') : null,
        Line = read?.Lines.TryGetValue(key.Name, out var line) == true ? line : null,
        OtherNames = key.OtherNames,
    };

    private static string? Default(CastKey key) => key.Name == "cluster" ? null : key.Show(Nothing)?.Trim('\n');
}
