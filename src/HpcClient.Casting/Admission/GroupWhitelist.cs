using HpcClient.Flywheel;
using HpcClient.Flywheel.Jobs;
using HpcClient.Settings.Cast;
using Microsoft.Extensions.Logging;

namespace HpcClient.Casting.Admission;

/// <summary>Answers: may this user run this here? Only members of the site's group may, where the setting asks for that.</summary>
public sealed class GroupWhitelist
{
    private readonly HashSet<string>? _members;
    private readonly string _contact;

    private GroupWhitelist(HashSet<string>? members, string contact)
    {
        _members = members;
        _contact = contact;
    }

    /// <summary>Reads the group once for a sweep, when the settings ask for it.</summary>
    /// <returns>The list; or a sentence that says why no sweep can be made.</returns>
    /// <exception cref="Flywheel.Errors.SiteException">The site did not answer.</exception>
    public static async Task<(GroupWhitelist? List, string? Fault)> ReadAsync(
        IJobSite site, CastSettings settings, ILogger log, CancellationToken cancellationToken)
    {
        var contact = settings.AdminContactEmail ?? "your HPC administrator";
        if (!settings.GroupWhitelist)
        {
            return (new(null, contact), null);
        }

        if (await site.GetGroupAsync(settings.WhitelistGroup, cancellationToken) is not { } group)
        {
            return (null, $"group_whitelist is on, and the site has no group '{settings.WhitelistGroup}', so nobody could run anything. Make the group at the site and add your users to it, name another one with whitelist_group, or set group_whitelist: false.");
        }

        HashSet<string> members = [.. (group.Permissions ?? []).Select(p => p.UserId).OfType<string>()];
        if (members.Count == 0)
        {
            log.LogWarning("The site's group '{Group}' has no members: the jobs of all users are refused. Add your users to it, or set group_whitelist: false.", settings.WhitelistGroup);
        }

        return (new(members, contact), null);
    }

    /// <summary>Whether <paramref name="job"/>'s user is on the list. Jobs that no user made (gear rules, devices) pass.</summary>
    public AdmissionVerdict Admit(FlywheelJob job) =>
        _members is null || job.Origin?.Type != "user" || (job.Origin.Id is { } user && _members.Contains(user))
            ? AdmissionVerdict.Admitted
            : new($"User {job.Origin.Id} is not on the HPC whitelist.\n"
                + "Only white-listed users may run gears on the HPC cluster.\n"
                + $"To be added, ask {_contact}.\n");
}
