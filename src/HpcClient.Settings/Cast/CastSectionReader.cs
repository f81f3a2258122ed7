using HpcClient.Scheduling;
using HpcClient.Settings.Policies;
using HpcClient.Settings.Yaml;
using HpcClient.Wording;

namespace HpcClient.Settings.Cast;

/// <summary>Reads what stands below <c>cast:</c>.</summary>
internal sealed class CastSectionReader(YamlMap section, FaultList faults)
{
    private readonly Dictionary<CastKey, YamlText> _seen = [];

    /// <summary>The line of each key that was read, by its present name.</summary>
    public IReadOnlyDictionary<string, int> Lines => _seen.ToDictionary(pair => pair.Key.Name, pair => (int)pair.Value.Start.Line);

    /// <summary>The settings; they count only when no fault was found.</summary>
    public CastSettings Read()
    {
        var settings = new CastSettings { Cluster = "" };
        foreach (var (name, value) in section.Entries)
        {
            if (CastKeys.Find(name.Text) is not { } key)
            {
                Unknown(name);
            }
            else if (_seen.TryAdd(key, name))
            {
                var reader = new ValueReader(name.Text, value, faults);
                settings = reader.IsNothing ? settings : key.Apply(settings, reader) ?? settings;
                WarnOfOldName(key, name);
            }
            else
            {
                Twice(key, name);
            }
        }

        CheckTogether(settings);
        return settings;
    }

    private void Unknown(YamlText name)
    {
        var near = NearestName.Of(name.Text, CastKeys.All.Select(k => k.Name));
        faults.Add(name, name.Text, "There is no such key.", near is null ? "Remove it, or put a # before it." : $"Did you mean '{near}'?");
    }

    private void Twice(CastKey key, YamlText name)
    {
        var first = _seen[key];
        faults.Add(name, name.Text, first.Text == name.Text
            ? $"This key is there twice, first in line {first.Start.Line}."
            : $"This means the same as '{first.Text}' in line {first.Start.Line}.", "Remove one of the two.");
    }

    private void WarnOfOldName(CastKey key, YamlText name)
    {
        if (key.WarnsOfOtherNames && name.Text != key.Name)
        {
            faults.Warn(name, name.Text, "This is the name of version 1.", $"Call it '{key.Name}'.");
        }
    }

    private void CheckTogether(CastSettings settings)
    {
        if (settings.Cluster.Length == 0 && !IsFaulty("cluster"))
        {
            faults.Add(section, "cluster", "The scheduler is not named.", $"Add 'cluster:' with one of: {string.Join(", ", SchedulerRegistry.Names)}.");
        }

        var byGear = settings.CastGearWhitelist.Count > 0;
        if (settings.CastOnTag && byGear)
        {
            faults.Add(Place("cast_gear_whitelist"), "cast_gear_whitelist", "cast_on_tag and cast_gear_whitelist exclude each other.", "Set cast_on_tag to false, or remove cast_gear_whitelist.");
        }
        else if (!settings.CastOnTag && !byGear && !IsFaulty("cast_on_tag") && !IsFaulty("cast_gear_whitelist"))
        {
            faults.Add(Place("cast_on_tag"), "cast_on_tag", "Neither cast_on_tag nor cast_gear_whitelist says which jobs to take.", "Set cast_on_tag to true, or list gears in cast_gear_whitelist.");
        }

        if (settings is { ClaimJobs: true, UseHoldEngine: true })
        {
            faults.Add(Place("claim_jobs"), "claim_jobs", "claim_jobs and use_hold_engine exclude each other: a hold engine itself keeps other engines away.", "Set use_hold_engine to false if the site has none, or remove claim_jobs.");
        }

        if (settings.MapJobPriority && settings.FwPriorityMap.Count == 0)
        {
            faults.Warn(Place("map_job_priority"), "map_job_priority", "Without fw_priority_map no priority is handed on.", "Add fw_priority_map, such as {low: 1, high: 100}.");
        }

        WarnWithoutEffect("priority_as", settings.MapJobPriority, "map_job_priority");
        WarnWithoutEffect("whitelist_group", settings.GroupWhitelist, "group_whitelist");
        if (settings.Command is { Count: 0 })
        {
            faults.Add(Place("command"), "command", "The list is empty.", "Name the submit command, or remove the key to get the scheduler's.");
        }

        new ResourceCheck(settings, Place, faults).Run();
        new PolicyCheck(settings, section, faults).Run();
    }

    private void WarnWithoutEffect(string key, bool isOn, string turnedOnBy)
    {
        if (!isOn && CastKeys.Find(key) is { } known && _seen.TryGetValue(known, out var name))
        {
            faults.Warn(name, key, $"Without {turnedOnBy} this has no effect.", $"Set {turnedOnBy} to true, or remove the key.");
        }
    }

    private bool IsFaulty(string key) => faults.Faults.Exists(f => f.Key == key);

    private YamlValue Place(string key) =>
        CastKeys.Find(key) is { } known && _seen.TryGetValue(known, out var name) ? name : section;
}
