namespace HpcClient.Settings.Cast;

/// <summary>The settings, or all that is wrong with them.</summary>
/// <param name="Settings">The settings; null when there are faults.</param>
/// <param name="Faults">All faults, in the order of the file.</param>
/// <param name="Warnings">What works but is worth a look: old names, keys without effect.</param>
public sealed record CastSettingsResult(CastSettings? Settings, IReadOnlyList<SettingsFault> Faults, IReadOnlyList<SettingsFault> Warnings)
{
    /// <summary>The line in which each key stands that the file gives a value, counted from 1; by the key's present name.</summary>
    public IReadOnlyDictionary<string, int> Lines { get; init; } = new Dictionary<string, int>();
}
