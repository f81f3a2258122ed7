using System.Globalization;
using System.Runtime.CompilerServices;
using HpcClient.Casting.Selection;
using HpcClient.Flywheel;
using HpcClient.Flywheel.Errors;
using HpcClient.Output;
using HpcClient.Settings.Cast;

namespace HpcClient.Commands.Doctor.Checks;

/// <summary>The site: address, certificate, login, clock, our jobs, the group of those who may.</summary>
/// <param name="site">The site.</param>
/// <param name="settings">cast.yml.</param>
internal sealed class SiteChecks(SiteClient site, CastSettings settings)
{
    private const int MostJobs = 1000;
    private static readonly TimeSpan SmallSkew = TimeSpan.FromSeconds(60);

    public async IAsyncEnumerable<Finding> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var login = await LoginAsync(cancellationToken);
        yield return login;
        if (login.Outcome == CheckOutcome.Failed)
        {
            yield return Finding.Skipped("jobs of the site", "The site comes first.");
            yield break;
        }

        yield return await JobsAsync(cancellationToken);
        yield return Clock();
        if (settings.GroupWhitelist)
        {
            yield return await GroupAsync(cancellationToken);
        }
    }

    private async Task<Finding> LoginAsync(CancellationToken cancellationToken)
    {
        const string name = "site";
        var tried = $"connected to {site.Address}, checked its certificate, logged in with the drone secret";
        try
        {
            await site.LogInAsync(cancellationToken);
            return Finding.Ok(name, tried, $"{site.Address} accepts us.");
        }
        catch (SiteException e)
        {
            return Finding.Failed(name, tried, e.Message);
        }
    }

    private async Task<Finding> JobsAsync(CancellationToken cancellationToken)
    {
        const string name = "jobs of the site";
        var which = $"{(settings.UseHoldEngine ? "running" : "pending")} jobs {(settings.CastOnTag ? "tagged hpc" : $"of the gears {string.Join(", ", settings.CastGearWhitelist)}")}{(settings.FilterTags.Count > 0 ? $" with the tags {string.Join(", ", settings.FilterTags)}" : "")}";
        var tried = $"asked for {which}, as each sweep does";
        try
        {
            var count = 0;
            await foreach (var _ in new JobSelector(site, settings, new CollectedLog()).SelectAsync(cancellationToken))
            {
                if (++count == MostJobs)
                {
                    break;
                }
            }

            var amount = count switch { 0 => "None now", 1 => "1 now", MostJobs => $"{MostJobs} or more now", _ => $"{count.ToString(CultureInfo.InvariantCulture)} now" };
            return Finding.Ok(name, tried, $"{amount}.");
        }
        catch (SiteException e)
        {
            return Finding.Failed(name, tried, e.Message);
        }
    }

    private Finding Clock()
    {
        const string name = "clock";
        var offset = site.ClockOffset;
        var seconds = Math.Abs(offset.TotalSeconds).ToString("0", CultureInfo.InvariantCulture);
        const string tried = "compared this machine's clock with that of the site's answers";
        return offset.Duration() <= SmallSkew
            ? Finding.Ok(name, tried, "They agree.")
            : Finding.Warning(name, tried, $"This machine is {seconds} s {(offset > TimeSpan.Zero ? "behind" : "ahead of")} the site: times in logs and reports will not fit.", "Let the clock be set by NTP.");
    }

    private async Task<Finding> GroupAsync(CancellationToken cancellationToken)
    {
        const string name = "whitelist group";
        var tried = $"read the site's group {settings.WhitelistGroup}";
        try
        {
            var group = await site.GetGroupAsync(settings.WhitelistGroup, cancellationToken);
            var members = group?.Permissions?.Count ?? 0;
            return group is null
                ? Finding.Failed(name, tried, $"The site has no group '{settings.WhitelistGroup}', so no sweep is made.", "Have the group made at the site, or set group_whitelist to false.")
                : members == 0
                    ? Finding.Warning(name, tried, "It has no members: the jobs of all users are refused.", "Add users to it at the site.")
                    : Finding.Ok(name, tried, $"{members.ToString(CultureInfo.InvariantCulture)} member{(members == 1 ? "" : "s")}.");
        }
        catch (SiteException e)
        {
            return Finding.Failed(name, tried, e.Message);
        }
    }
}
