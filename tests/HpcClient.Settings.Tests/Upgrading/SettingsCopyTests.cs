using HpcClient.Settings.Upgrading;
using Microsoft.Extensions.Time.Testing;

namespace HpcClient.Settings.Tests.Upgrading;

public sealed class SettingsCopyTests : IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero));

    public void Dispose() => _folder.Dispose();

    private string Kept => Path.Combine(_folder.Work.Settings, "kept");

    [Fact]
    public void A_copy_is_dated_whole_and_closed_to_others()
    {
        _folder.Write("settings/cast.yml", "cast: 1\n", Owner | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        _folder.Write("settings/credentials.sh", "export A=1\n");
        _folder.Write("settings/start-cast.sh", "#!/bin/bash\n", Owner | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);
        _folder.Write("settings/certificates/own.pem", "not a setting of this folder itself");

        var copy = SettingsCopy.Keep(_folder.Work, _time);

        copy.ShouldBe(Path.Combine(Kept, "20260131T120000Z"));
        Names(copy).ShouldBe(["cast.yml", "credentials.sh", "start-cast.sh"]);
        File.ReadAllText(Path.Combine(copy, "credentials.sh")).ShouldBe("export A=1\n");
        File.GetUnixFileMode(Path.Combine(copy, "cast.yml")).ShouldBe(Owner);
        File.GetUnixFileMode(Path.Combine(copy, "start-cast.sh")).ShouldBe(Owner | UnixFileMode.UserExecute);
        foreach (var folder in (string[])[Kept, copy])
        {
            File.GetUnixFileMode(folder).ShouldBe(Owner | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public void What_has_not_changed_is_not_copied_again()
    {
        _folder.Write("settings/cast.yml", "cast: 1\n");
        var first = SettingsCopy.Keep(_folder.Work, _time);
        _time.Advance(TimeSpan.FromHours(1));

        SettingsCopy.Keep(_folder.Work, _time).ShouldBe(first);

        _folder.Write("settings/cast.yml", "cast: 2\n");
        var second = SettingsCopy.Keep(_folder.Work, _time);
        second.ShouldEndWith("/20260131T130000Z");
        File.ReadAllText(Path.Combine(second, "cast.yml")).ShouldBe("cast: 2\n");
        File.ReadAllText(Path.Combine(first, "cast.yml")).ShouldBe("cast: 1\n");
    }

    [Fact]
    public void A_file_that_came_or_went_makes_another_copy()
    {
        _folder.Write("settings/cast.yml", "cast: 1\n");
        SettingsCopy.Keep(_folder.Work, _time);
        _time.Advance(TimeSpan.FromMinutes(1));
        _folder.Write("settings/registries.yml", "registries:\n");

        Names(SettingsCopy.Keep(_folder.Work, _time)).ShouldBe(["cast.yml", "registries.yml"]);
    }

    [Fact]
    public void Two_copies_in_one_second_stand_beside_each_other()
    {
        var copies = new List<string?>();
        foreach (var text in (string[])["1", "2", "3"])
        {
            _folder.Write("settings/cast.yml", text);
            copies.Add(Path.GetFileName(SettingsCopy.Keep(_folder.Work, _time)));
        }

        copies.ShouldBe(["20260131T120000Z", "20260131T120000Z-2", "20260131T120000Z-3"]);
    }

    [Fact]
    public void A_file_too_large_for_a_setting_is_left_out_and_so_is_a_link_that_leads_nowhere()
    {
        _folder.Write("settings/cast.yml", "cast: 1\n");
        File.CreateSymbolicLink(Path.Combine(_folder.Work.Settings, "gone.yml"), "/nowhere/at/all");
        using (var large = File.Create(Path.Combine(_folder.Work.Settings, "engine.bin")))
        {
            large.SetLength((4 * 1024 * 1024) + 1);
        }

        Names(SettingsCopy.Keep(_folder.Work, _time)).ShouldBe(["cast.yml"]);
    }

    [Fact]
    public void A_copy_that_fails_half_way_leaves_nothing()
    {
        _folder.Write("settings/cast.yml", "cast: 1\n");
        var secret = _folder.Write("settings/credentials.sh", "export A=1\n");
        Directory.CreateDirectory(Kept);
        const UnixFileMode anyone = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute;
        File.SetUnixFileMode(Kept, Owner | UnixFileMode.UserExecute | anyone);
        File.SetUnixFileMode(_folder.Work.CastFile, Owner | anyone);
        File.SetUnixFileMode(secret, UnixFileMode.None);

        OrdinaryUser.Run(() => Should.Throw<UnauthorizedAccessException>(() => SettingsCopy.Keep(_folder.Work, _time)).Message.ShouldContain(secret));

        Directory.EnumerateFileSystemEntries(Kept).ShouldBeEmpty();
    }

    private static IEnumerable<string?> Names(string folder) => Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
