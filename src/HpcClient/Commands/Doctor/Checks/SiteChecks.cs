using System.Globalization;
using System.Runtime.CompilerServices;
using HpcClient.Casting.Selection;
using HpcClient.Flywheel;
using HpcClient.Flywheel.Errors;
using HpcClient.Output;
using HpcClient.Settings.Cast;

namespace HpcClient.Commands.Doctor.Checks;

/// <summary>The site: certificate, login, our jobs, clock, the group of those who may.</summary>
/// <param name="site">The site.</param>
/// <param name="settings">cast.yml.</param>
/// <param name="time">Clock.</param>
internal sealed class SiteChecks(SiteClient site, CastSettings settings, TimeProvider time)
{
    private const int MostJobs = 1000;
    private static readonly TimeSpan SmallSkew = TimeSpan.FromSeconds(60);

    // Two weeks are too few where a certificate is renewed by hand.
    private static readonly TimeSpan Soon = TimeSpan.FromDays(21);

    private const string JobsName = "jobs of the site";

    public async IAsyncEnumerable<Finding> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var fault = await FaultOfAsync(() => site.LogInAsync(cancellationToken));
        var certificate = Certificate(fault);
        yield return certificate;
        if (certificate.Outcome == CheckOutcome.Failed)
        {
            yield return Finding.Skipped("login", "The certificate comes first.");
            yield return Finding.Skipped(JobsName, "The certificate comes first.");
            yield break;
        }

        var count = 0;
        var unseen = fault is null ? await FaultOfAsync(async () => count = await CountAsync(cancellationToken)) : null;
        var login = Login(fault, unseen);
        yield return login;
        if (login.Outcome == CheckOutcome.Failed)
        {
            yield return Finding.Skipped(JobsName, "The login comes first.");
            yield break;
        }

        yield return Jobs(count, unseen);
        yield return Clock();
        if (settings.GroupWhitelist)
        {
            yield return await GroupAsync(cancellationToken);
        }
    }

    private static async Task<SiteException?> FaultOfAsync(Func<Task> call)
    {
        try
        {
            await call();
            return null;
        }
        catch (SiteException e)
        {
            return e;
        }
    }

    private Finding Certificate(SiteException? fault)
    {
        const string name = "certificate";
        if (site.Address.PlainHttp)
        {
            return Finding.Skipped(name, "There is none: the site is on this machine and spoken to without TLS (SCITRAN_RUNTIME_INSECURE).");
        }

        var tried = $"connected to {site.Address} and looked at the certificate, its name and its chain";
        if (fault is { Fault: SiteFault.Certificate })
        {
            return Finding.Failed(name, tried, fault.Message, SiteRemedy.Of(fault, site.Address));
        }

        if (site.Certificate is not { } seen)
        {
            if (fault is not null)
            {
                return Finding.Skipped(name, "The site could not be reached, so none was seen: the login tells why.");
            }

            return Finding.Warning(name, tried, "The site showed none.", "Ask the site's administrator what stands before it.");
        }

        var left = seen.EndsAt - time.GetUtcNow();
        var found = string.Create(
            CultureInfo.InvariantCulture,
            $"{string.Join(", issued by ", seen.Subjects)}; trusted by {seen.TrustedBy ?? "this machine"}. It ends in {Math.Floor(left.TotalDays):0} days, on {seen.EndsAt.UtcDateTime:yyyy-MM-dd}.");
        return left <= Soon
            ? Finding.Warning(name, tried, found, "Ask the site's administrator to renew it: from that day on no job is taken and none can report.")
            : Finding.Ok(name, tried, found);
    }

    private Finding Login(SiteException? fault, SiteException? unseen)
    {
        const string name = "login";
        var tried = $"logged in at {site.Address} with the drone secret, and asked for jobs";
        return fault is not null
            ? Finding.Failed(name, tried, fault.Message, SiteRemedy.Of(fault, site.Address))
            : unseen is { Fault: SiteFault.NotAllowed or SiteFault.WrongCredential }
                ? Finding.Failed(name, tried, $"The site accepts the secret, but lets us see no jobs: {unseen.Message}", SiteRemedy.Of(new(SiteFault.NotAllowed, unseen.Message), site.Address))
                : Finding.Ok(name, tried, unseen is null ? "The site accepts us and lets us see jobs." : "The site accepts us.");
    }

    private Finding Jobs(int count, SiteException? fault)
    {
        var which = $"{(settings.UseHoldEngine ? "running" : "pending")} jobs {(settings.CastOnTag ? "tagged hpc" : $"of the gears {string.Join(", ", settings.CastGearWhitelist)}")}{(settings.FilterTags.Count > 0 ? $" with the tags {string.Join(", ", settings.FilterTags)}" : "")}";
        var tried = $"asked for {which}, as each sweep does";
        var amount = count switch { 0 => "None now", 1 => "1 now", MostJobs => $"{MostJobs} or more now", _ => $"{count.ToString(CultureInfo.InvariantCulture)} now" };
        return fault is null ? Finding.Ok(JobsName, tried, $"{amount}.") : Finding.Failed(JobsName, tried, fault.Message, SiteRemedy.Of(fault, site.Address));
    }

    private async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var _ in new JobSelector(site, settings, new CollectedLog()).SelectAsync(cancellationToken))
        {
            if (++count == MostJobs)
            {
                break;
            }
        }

        return count;
    }

    private Finding Clock()
    {
        const string name = "clock";
        var offset = site.ClockOffset;
        const string tried = "compared this machine's clock with that of the site's answers";
        return offset.Duration() <= SmallSkew
            ? Finding.Ok(name, tried, "They agree.")
            : Finding.Warning(name, tried, $"This machine is {SkewText.Of(offset)} {(offset > TimeSpan.Zero ? "behind" : "ahead of")} the site: times in logs and reports will not fit.", "Let the clock be set by NTP.");
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
            return Finding.Failed(name, tried, e.Message, SiteRemedy.Of(e, site.Address));
        }
    }
}
