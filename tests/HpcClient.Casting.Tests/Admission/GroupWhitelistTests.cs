using HpcClient.Casting.Admission;
using HpcClient.Casting.Tests.Selection;
using HpcClient.Casting.Tests.Sweeping;
using HpcClient.Flywheel.Groups;
using HpcClient.Flywheel.Jobs;
using HpcClient.Settings.Cast;

namespace HpcClient.Casting.Tests.Admission;

public sealed class GroupWhitelistTests
{
    private static readonly CastSettings Settings = new() { Cluster = "slurm", GroupWhitelist = true, WhitelistGroup = "hpc-users", AdminContactEmail = "hpc@example.org" };

    private readonly RecordedLog _log = new();

    [Theory]
    [InlineData("user", "ann@example.org", true)]
    [InlineData("user", "bob@example.org", false)]
    [InlineData("user", "ANN@example.org", false)]
    [InlineData("user", null, false)]
    [InlineData("job", "bob@example.org", true)] // a rule or another job launched it: nobody to look up
    [InlineData(null, null, true)]
    public async Task Users_are_admitted_by_name_and_what_no_user_launched_is_admitted(string? type, string? id, bool isAdmitted)
    {
        var verdict = (await Read(Settings, new GroupPermission { UserId = "ann@example.org" }, new GroupPermission())).Admit(Job(type, id));

        verdict.Refusal.ShouldBe(isAdmitted ? null : $"User {id} is not on the HPC whitelist.\nOnly white-listed users may run gears on the HPC cluster.\nTo be added, ask hpc@example.org.\n");
        _log.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_an_address_the_administrator_is_named_in_words() =>
        (await Read(Settings with { AdminContactEmail = null }, new GroupPermission { UserId = "ann@example.org" })).Admit(Job("user", "bob")).Refusal.ShouldNotBeNull()
            .ShouldEndWith("To be added, ask your HPC administrator.\n");

    [Fact]
    public async Task Switched_off_it_asks_nothing_and_admits_all()
    {
        var (list, fault) = await GroupWhitelist.ReadAsync(new ListedSite(), Settings with { GroupWhitelist = false }, _log, default);

        fault.ShouldBeNull();
        list.ShouldNotBeNull().Admit(Job("user", "bob@example.org")).ShouldBe(AdmissionVerdict.Admitted);
    }

    [Fact]
    public async Task A_group_that_is_not_there_is_a_fault_with_its_name_and_three_remedies()
    {
        var (list, fault) = await GroupWhitelist.ReadAsync(new ListedSite(), Settings, _log, default);

        list.ShouldBeNull();
        fault.ShouldBe(
            "group_whitelist is on, and the site has no group 'hpc-users', so nobody could run anything. Make the group at the site and add your users to it, name another one with whitelist_group, or set group_whitelist: false.");
    }

    [Fact]
    public async Task An_empty_group_is_warned_of_and_refuses()
    {
        (await Read(Settings)).Admit(Job("user", "ann@example.org")).Refusal.ShouldNotBeNull();

        _log.Warnings.ShouldHaveSingleItem().ShouldBe(
            "The site's group 'hpc-users' has no members: the jobs of all users are refused. Add your users to it, or set group_whitelist: false.");
    }

    private async Task<GroupWhitelist> Read(CastSettings settings, params GroupPermission[] permissions)
    {
        var site = new ListedSite { Groups = [new() { Id = "hpc-users", Permissions = permissions.Length == 0 ? null : permissions }, new() { Id = "hpc-whitelist" }] };
        return (await GroupWhitelist.ReadAsync(site, settings, _log, default)).List.ShouldNotBeNull();
    }

    private static FlywheelJob Job(string? type, string? id) => new() { IdField = "64b5bce63a26373568590001", Origin = type is null ? null : new() { Type = type, Id = id } };
}
