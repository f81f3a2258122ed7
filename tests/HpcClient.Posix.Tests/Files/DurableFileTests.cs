using HpcClient.Posix.Files;
using HpcClient.Posix.Processes;

namespace HpcClient.Posix.Tests.Files;

public sealed class DurableFileTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(DurableFile.OwnerOnly)]
    [InlineData(DurableFile.OwnerScript)]
    public void A_file_has_its_text_and_mode_and_nothing_else_is_left(UnixFileMode mode)
    {
        DurableFile.Write(_folder["a"], "é\n", mode);

        File.ReadAllBytes(_folder["a"]).ShouldBe("é\n"u8.ToArray());
        File.GetUnixFileMode(_folder["a"]).ShouldBe(mode);
        _folder.Names.ShouldBe(["a"]);
    }

    [Fact]
    public void An_old_file_is_replaced_with_its_mode()
    {
        File.WriteAllText(_folder["a"], "old and longer");
        File.SetUnixFileMode(_folder["a"], UnixFileMode.UserRead | UnixFileMode.OtherRead);

        DurableFile.Write(_folder["a"], "new");

        File.ReadAllText(_folder["a"]).ShouldBe("new");
        File.GetUnixFileMode(_folder["a"]).ShouldBe(DurableFile.OwnerOnly);
    }

    [Fact]
    public async Task A_reader_never_sees_a_part()
    {
        var texts = Enumerable.Range(0, 4).Select(n => new string((char)('a' + n), 100_000)).ToArray();
        DurableFile.Write(_folder["a"], texts[0]);
        using var over = new CancellationTokenSource();
        var reader = Task.Run(() =>
        {
            var seen = new HashSet<string>();
            while (!over.IsCancellationRequested)
            {
                seen.Add(File.ReadAllText(_folder["a"]));
            }

            return seen;
        });

        for (var i = 0; i < 100; i++)
        {
            DurableFile.Write(_folder["a"], texts[i % texts.Length]);
        }

        await over.CancelAsync();
        (await reader).ShouldBeSubsetOf(texts);
    }

    [Fact]
    public void A_name_as_long_as_names_can_be_is_written()
    {
        var name = new string('n', 255);

        DurableFile.Write(_folder[name], "x");

        DurableFile.TryCreate(_folder[name], "y").ShouldBeFalse();
        _folder.Names.ShouldBe([name]);
    }

    [Fact]
    public void A_missing_folder_is_an_IOException()
    {
        Should.Throw<IOException>(() => DurableFile.Write(_folder["none/a"], "x"));
        Should.Throw<IOException>(() => DurableFile.TryCreate(_folder["none/a"], "x"));
    }

    [Fact]
    public void A_folder_in_the_way_is_left_alone()
    {
        Directory.CreateDirectory(_folder["a"]);

        Should.Throw<Exception>(() => DurableFile.Write(_folder["a"], "x")).ShouldSatisfyAllConditions(
            e => (e is IOException or UnauthorizedAccessException).ShouldBeTrue());

        _folder.Names.ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_full_disk_leaves_the_old_file_and_no_litter()
    {
        await using var disk = await SmallDisk.MountAsync(_folder["disk"]);
        DurableFile.Write(_folder["disk/a"], "old");
        var large = new string('x', 200_000);

        Should.Throw<IOException>(() => DurableFile.Write(_folder["disk/a"], large));
        Should.Throw<IOException>(() => DurableFile.TryCreate(_folder["disk/b"], large));

        File.ReadAllText(_folder["disk/a"]).ShouldBe("old");
        Directory.EnumerateFileSystemEntries(_folder["disk"]).ShouldBe([_folder["disk/a"]]);
    }

    [Fact]
    public async Task A_read_only_folder_is_said_so_and_the_old_file_stays()
    {
        await using var disk = await SmallDisk.MountAsync(_folder["disk"]);
        DurableFile.Write(_folder["disk/a"], "old");
        await disk.MakeReadOnlyAsync();

        Should.Throw<IOException>(() => DurableFile.Write(_folder["disk/a"], "new")).Message.ShouldContain("Read-only");

        File.ReadAllText(_folder["disk/a"]).ShouldBe("old");
    }

    [Fact]
    public void A_folder_that_we_may_not_write_to_is_said_so()
    {
        File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            OrdinaryUser.Run(() => Should.Throw<UnauthorizedAccessException>(() => DurableFile.Write(_folder["a"], "x")));
        }
        finally
        {
            File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public async Task Of_twenty_contenders_exactly_one_creates_the_file()
    {
        for (var round = 0; round < 20; round++)
        {
            var path = _folder[$"claim-{round}"];
            using var gun = new Barrier(20);
            var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Task.Factory.StartNew(
                () =>
                {
                    gun.SignalAndWait();
                    return DurableFile.TryCreate(path, $"contender {n}") ? n : -1;
                },
                TaskCreationOptions.LongRunning)));

            var winner = results.Where(n => n >= 0).ShouldHaveSingleItem();
            File.ReadAllText(path).ShouldBe($"contender {winner}");
        }

        _folder.Names.Count().ShouldBe(20);
    }

    [Fact]
    public void One_who_asks_again_with_his_own_text_is_told_that_he_has_it()
    {
        DurableFile.TryCreate(_folder["claim"], "me").ShouldBeTrue();

        DurableFile.TryCreate(_folder["claim"], "me").ShouldBeTrue();
        DurableFile.TryCreate(_folder["claim"], "you").ShouldBeFalse();
        File.GetUnixFileMode(_folder["claim"]).ShouldBe(DurableFile.OwnerOnly);
    }

    [Fact]
    public async Task A_claim_that_comes_and_goes_never_makes_a_contender_fail()
    {
        using var over = new CancellationTokenSource();
        var holder = Task.Run(() =>
        {
            while (!over.IsCancellationRequested)
            {
                if (DurableFile.TryCreate(_folder["claim"], "holder"))
                {
                    File.Delete(_folder["claim"]);
                }
            }
        });

        for (var i = 0; i < 300; i++)
        {
            if (DurableFile.TryCreate(_folder["claim"], "other"))
            {
                File.Delete(_folder["claim"]);
            }
        }

        await over.CancelAsync();
        await holder;
    }
}
