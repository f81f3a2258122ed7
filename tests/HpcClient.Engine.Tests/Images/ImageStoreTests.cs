using HpcClient.Engine.Images.Store;
using HpcClient.Engine.Tests.Bed;
using HpcClient.Posix.Processes;
using Microsoft.Extensions.Time.Testing;

namespace HpcClient.Engine.Tests.Images;

public sealed class ImageStoreTests : IDisposable
{
    private const string Name = "i.image";

    private readonly string _folder = Directory.CreateTempSubdirectory("engine-test-").FullName;
    private readonly List<string> _said = [];
    private int _made;

    public void Dispose() => Layout.Tree.Delete(_folder);

    [Fact]
    public async Task Fifty_jobs_on_five_nodes_make_an_image_once()
    {
        async Task SlowlyAsync(string path, CancellationToken token)
        {
            Interlocked.Increment(ref _made);
            await Task.Delay(TimeSpan.FromMilliseconds(300), token);
            await File.WriteAllTextAsync(path, "image", token);
        }

        var stores = Enumerable.Range(0, 50).Select(job => Store(node: $"node{job % 5}")).ToList();
        var paths = await Task.WhenAll(stores.Select(store => Task.Run(
            () => store.GetOrMakeAsync(new(Name, "docker://x", SlowlyAsync), () => { }, CancellationToken.None))));

        _made.ShouldBe(1);
        paths.Distinct().ShouldHaveSingleItem();
        (await File.ReadAllTextAsync(paths[0])).ShouldBe("image");
        stores[0].UsersOf(Name).ShouldBe(50);
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }

        stores[0].UsersOf(Name).ShouldBe(0);
        Names().ShouldBe([$".{Name}.json", Name]);
    }

    [Fact]
    public async Task A_dead_holder_of_this_node_loses_its_lease_at_once()
    {
        await using var store = Store();
        Directory.CreateDirectory(store.Paths.Folder);
        await File.WriteAllTextAsync(store.Paths.Lease(Name), $"node0 {Environment.ProcessId} 1 abc");
        await File.WriteAllTextAsync(store.Paths.Partial(Name), "half");

        await GetAsync(store);

        _made.ShouldBe(1);
        store.Paths.Partials(Name).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_silent_holder_of_another_node_loses_its_lease_after_its_expiry()
    {
        var time = new FakeTimeProvider();
        await using var store = Store(time);
        Directory.CreateDirectory(store.Paths.Folder);
        await File.WriteAllTextAsync(store.Paths.Lease(Name), $"far {Environment.ProcessId} 1 abc");
        var waits = false;

        var getting = GetAsync(store, onWait: () => waits = true);
        await Until.Async(() => waits);
        await PassAsync(time, ImageLease.Expiry - TimeSpan.FromSeconds(5), () => getting.IsCompleted);
        _made.ShouldBe(0);
        await PassAsync(time, TimeSpan.FromMinutes(1), () => getting.IsCompleted);

        await getting;
        _made.ShouldBe(1);
    }

    [Fact]
    public async Task A_holder_that_touches_its_lease_keeps_it()
    {
        var time = new FakeTimeProvider();
        await using var first = Store(time);
        await using var second = Store(time, node: "far");
        var may = new TaskCompletionSource();
        var making = first.GetOrMakeAsync(new(Name, "x", async (path, token) =>
        {
            await may.Task.WaitAsync(token);
            await MakeAsync(path, token);
        }), () => { }, CancellationToken.None);
        await Until.Async(() => File.Exists(first.Paths.Lease(Name)));
        var waits = false;
        var getting = GetAsync(second, onWait: () => waits = true);
        await Until.Async(() => waits);

        await PassAsync(time, ImageLease.Expiry * 2, () => false);
        _made.ShouldBe(0);
        may.SetResult();
        await PassAsync(time, TimeSpan.FromMinutes(1), () => getting.IsCompleted);

        await Task.WhenAll(making, getting);
        _made.ShouldBe(1);
    }

    [Fact]
    public async Task A_holder_that_was_taken_for_dead_takes_what_the_others_made()
    {
        var time = new FakeTimeProvider();
        await using var slow = Store(time);
        var dropped = false;
        var making = slow.GetOrMakeAsync(new(Name, "x", async (_, token) =>
        {
            try
            {
                await Task.Delay(Timeout.Infinite, token);
            }
            finally
            {
                dropped = true;
            }
        }), () => { }, CancellationToken.None);
        await Until.Async(() => File.Exists(slow.Paths.Lease(Name)));

        // Another node has judged it dead and made the image.
        File.Delete(slow.Paths.Lease(Name));
        await using var other = Store(time, node: "far");
        await GetAsync(other);
        await PassAsync(time, TimeSpan.FromMinutes(1), () => making.IsCompleted);

        (await making).ShouldBe(other.Paths.Entry(Name));
        dropped.ShouldBeTrue();
        _made.ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_ends_a_fresh_lease_that_he_takes_for_the_old_one()
    {
        Directory.CreateDirectory(_folder);
        var path = Path.Combine(_folder, "lease");
        var holders = 0;
        var most = 0;
        async Task ContendAsync(int contender)
        {
            for (var round = 0; round < 20; round++)
            {
                // A dead one is in the way all the time.
                Posix.Files.DurableFile.TryCreate(path, $"node{contender % 4} 1 {contender}{round} x{Guid.NewGuid():N}");
                await using var lease = await ImageLease.TakeAsync(path, () => false, () => { }, $"node{contender % 4}", TimeProvider.System, CancellationToken.None);
                most = Math.Max(most, Interlocked.Increment(ref holders));
                await Task.Yield();
                lease!.IsOurs().ShouldBeTrue();
                Interlocked.Decrement(ref holders);
            }
        }

        // Contenders of one node each judge what the others of it left.
        await Task.WhenAll(Enumerable.Range(0, 6).Select(contender => Task.Run(() => ContendAsync(contender * 4))));

        most.ShouldBe(1);
        Directory.EnumerateFiles(_folder).Where(file => !file.EndsWith("lease", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("short")]
    [InlineData("longer than it was")]
    [InlineData("imagE")]
    public async Task An_image_that_is_not_what_was_made_is_made_anew(string content)
    {
        await using var store = Store();
        var path = await GetAsync(store);
        await File.WriteAllTextAsync(path, content);
        File.SetLastWriteTimeUtc(path, TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-1));

        await using var next = Store();
        await GetAsync(next);

        _made.ShouldBe(2);
        (await File.ReadAllTextAsync(path)).ShouldBe("image");
        _said.ShouldHaveSingleItem().ShouldContain("is damaged, so it is made anew");
    }

    [Fact]
    public async Task What_no_cheap_look_can_see_is_found_by_verify_and_made_anew()
    {
        await using var store = Store();
        var path = await GetAsync(store);
        await File.WriteAllTextAsync(path, "imagE");
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch.AddDays(20_000));
        (await GetAsync(store)).ShouldBe(path);
        _made.ShouldBe(1);

        (await store.VerifyAsync(Name, CancellationToken.None)).ShouldBe(EntryState.Damaged);

        await GetAsync(store);
        _made.ShouldBe(2);
        (await store.VerifyAsync(Name, CancellationToken.None)).ShouldBe(EntryState.Good);
    }

    [Fact]
    public async Task A_folder_is_verified_with_all_that_is_in_it()
    {
        await using var store = Store();
        var path = await store.GetOrMakeAsync(new(Name, "x", async (target, token) =>
        {
            Directory.CreateDirectory(Path.Combine(target, "a"));
            await File.WriteAllTextAsync(Path.Combine(target, "a", "file"), "content", token);
        }), () => { }, CancellationToken.None);
        (await store.VerifyAsync(Name, CancellationToken.None)).ShouldBe(EntryState.Good);

        await File.WriteAllTextAsync(Path.Combine(path, "a", "file"), "contenT");

        (await store.VerifyAsync(Name, CancellationToken.None)).ShouldBe(EntryState.Damaged);
    }

    [Fact]
    public async Task An_image_of_an_earlier_version_of_the_store_is_taken_as_it_is()
    {
        await using var store = Store();
        Directory.CreateDirectory(store.Paths.Folder);
        await File.WriteAllTextAsync(store.Paths.Entry(Name), "of old");

        (await File.ReadAllTextAsync(await GetAsync(store))).ShouldBe("of old");

        _made.ShouldBe(0);
        StoreListing.Of(store).ShouldHaveSingleItem().State.ShouldBe(EntryState.Good);
    }

    [Fact]
    public async Task Beyond_the_cap_those_unused_for_longest_go_and_never_one_in_use()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var user = Store(time, node: "far");
        await FillAsync(user, "used.image", time);
        await using (var other = Store(time))
        {
            await FillAsync(other, "old.image", time);
            await FillAsync(other, "young.image", time);
        }

        await using var store = new ImageStore(_folder, time, _said.Add, "node0") { MaxBytes = 250 };
        await FillAsync(store, "new.image", time);

        StoreListing.Of(store).Select(image => image.Name).ShouldBe(["new.image", "used.image"]);
        _said.Count(sentence => sentence.StartsWith("Removed the image", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task A_mark_counts_while_its_process_lives_and_on_another_node_until_it_is_old()
    {
        await using var store = Store();
        await GetAsync(store);
        await store.DisposeAsync();
        var mark = store.Paths.Use(Name);

        await File.WriteAllTextAsync(mark, $"node0 {Environment.ProcessId} 1 dead");
        store.UsersOf(Name).ShouldBe(0);
        File.Exists(mark).ShouldBeFalse();

        await File.WriteAllTextAsync(mark, $"far {Environment.ProcessId} 1 unknown");
        store.UsersOf(Name).ShouldBe(1);
        (await store.TryRemoveAsync(Name)).ShouldBeFalse();

        File.SetLastWriteTimeUtc(mark, TimeProvider.System.GetUtcNow().UtcDateTime - UseMarks.Expiry - TimeSpan.FromMinutes(1));
        store.UsersOf(Name).ShouldBe(0);
        (await store.TryRemoveAsync(Name)).ShouldBeTrue();
        Names().ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_wants_an_image_that_is_being_removed_waits_and_gets_a_new_one()
    {
        await using var store = Store();
        await GetAsync(store);
        await using var remover = ImageLease.TryTake(store.Paths.Lease(Name), "far", TimeProvider.System);
        await using var user = Store();
        var waits = false;
        var getting = GetAsync(user, onWait: () => waits = true);
        await Until.Async(() => waits);

        File.Delete(store.Paths.Record(Name));
        File.Delete(store.Paths.Entry(Name));
        await remover!.DisposeAsync();

        File.Exists(await getting).ShouldBeTrue();
        _made.ShouldBe(2);
    }

    [Fact]
    public async Task What_fails_to_be_made_leaves_nothing_and_the_next_one_tries_again()
    {
        await using var store = Store();
        await Should.ThrowAsync<EngineFault>(() => store.GetOrMakeAsync(new(Name, "x", async (path, token) =>
        {
            await File.WriteAllTextAsync(path, "half", token);
            throw new EngineFault("No.");
        }), () => { }, CancellationToken.None));
        Names().ShouldBeEmpty();

        await GetAsync(store);

        _made.ShouldBe(1);
    }

    [Fact]
    public void A_tag_counts_for_a_while_and_not_from_the_future()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var book = new TagBook(new(_folder), time);
        book.Find("docker://x:1").ShouldBeNull();
        book.Keep("docker://x:1", "sha256:" + new string('a', 64));

        var record = book.Find("docker://x:1").ShouldNotBeNull();

        book.IsFresh(record, TimeSpan.FromMinutes(10)).ShouldBeTrue();
        time.Advance(TimeSpan.FromMinutes(11));
        book.IsFresh(record, TimeSpan.FromMinutes(10)).ShouldBeFalse();
        book.IsFresh(record with { AskedAt = time.GetUtcNow().AddHours(1) }, TimeSpan.FromMinutes(10)).ShouldBeFalse();
    }

    private static async Task PassAsync(FakeTimeProvider time, TimeSpan span, Func<bool> over)
    {
        for (var passed = TimeSpan.Zero; passed < span && !over(); passed += TimeSpan.FromSeconds(1))
        {
            time.Advance(TimeSpan.FromSeconds(1));

            // What waits for the clock goes on in its own time.
            await Task.Delay(1);
        }
    }

    private ImageStore Store(TimeProvider? time = null, string node = "node0") => new(_folder, time ?? TimeProvider.System, _said.Add, node);

    private Task<string> GetAsync(ImageStore store, Action? onWait = null) =>
        store.GetOrMakeAsync(new(Name, "docker://x", MakeAsync), onWait ?? (() => { }), CancellationToken.None);

    private async Task MakeAsync(string path, CancellationToken token)
    {
        Interlocked.Increment(ref _made);
        await File.WriteAllTextAsync(path, "image", token);
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch.AddDays(20_000));
    }

    private static async Task FillAsync(ImageStore store, string name, FakeTimeProvider time)
    {
        await store.GetOrMakeAsync(new(name, $"docker://{name}", (path, token) => File.WriteAllTextAsync(path, new string('x', 100), token)), () => { }, CancellationToken.None);
        time.Advance(TimeSpan.FromHours(1));
    }

    private string[] Names() => [.. Directory.EnumerateFileSystemEntries(Path.Combine(_folder, "images")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
}
