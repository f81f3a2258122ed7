using HpcClient.Engine.Layout;
using HpcClient.Posix.Files;

namespace HpcClient.Engine.Images.Store;

/// <summary>
/// Images on disk, by digest or hash; each is made once for all jobs and nodes that share the folder. What this instance
/// gave out is in use until it is disposed.
/// </summary>
/// <param name="cacheFolder">The folder that all share.</param>
/// <param name="time">The clock.</param>
/// <param name="say">Hears what a person should know.</param>
/// <param name="node">Name of this node; tests pretend several.</param>
internal sealed class ImageStore(string cacheFolder, TimeProvider time, Action<string>? say = null, string? node = null) : IAsyncDisposable
{
    private readonly string _node = node ?? Environment.MachineName;
    private readonly UseMarks _marks = new(new(cacheFolder), node ?? Environment.MachineName, time);

    /// <summary>Where things lie.</summary>
    public StorePaths Paths { get; } = new(cacheFolder);

    /// <summary>Bytes that all images may take together; null for no limit.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>What is known of tags.</summary>
    public TagBook Tags { get; } = new(new(cacheFolder), time);

    /// <summary>Whether the image <paramref name="name"/> is there, by a cheap look.</summary>
    public bool Has(string name) => EntryCheck.Quick(Paths, name) is EntryState.Good or EntryState.Doubtful;

    /// <summary>The image, made when it is not there or not what was made.</summary>
    /// <param name="order">What is wanted.</param>
    /// <param name="onWait">Called once when another engine is making it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Its path, which is in use by this instance.</returns>
    public async Task<string> GetOrMakeAsync(ImageOrder order, Action onWait, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Paths.Folder);
        _marks.Set(order.Name);
        try
        {
            if (order.Anew || !IsReady(order.Name))
            {
                await MakeReadyAsync(order, onWait, cancellationToken);
            }
        }
        catch
        {
            _marks.Remove(order.Name);
            throw;
        }

        Touch(order.Name);
        return Paths.Entry(order.Name);
    }

    /// <summary>Removes the image unless it is in use or being made.</summary>
    /// <returns>Whether it is gone.</returns>
    public async Task<bool> TryRemoveAsync(string name)
    {
        var lease = ImageLease.TryTake(Paths.Lease(name), _node, time);
        if (lease is null)
        {
            return false;
        }

        await using (lease)
        {
            // In this order, and users set their mark before they look for a lease: so one of the two sees the other.
            if (_marks.Count(name) > 0)
            {
                return false;
            }

            var gone = Paths.Gone(name);
            File.Delete(Paths.Record(name));
            Move(Paths.Entry(name), gone);
            Tree.Delete(gone);
            RemovePartials(name);
            return true;
        }
    }

    /// <summary>How many use the image.</summary>
    public int UsersOf(string name) => _marks.Count(name);

    /// <summary>Reads all of an image and compares it with what was made; a damaged one is marked, and made anew at its next use.</summary>
    /// <returns>What it is now; <see cref="EntryState.Doubtful"/> when it is being made.</returns>
    public async Task<EntryState> VerifyAsync(string name, CancellationToken cancellationToken)
    {
        var lease = ImageLease.TryTake(Paths.Lease(name), _node, time);
        if (lease is null)
        {
            return EntryState.Doubtful;
        }

        await using (lease)
        {
            return await JudgeAsync(name, "unknown", full: true, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _marks.DisposeAsync();

    // Without a lease in sight: one that removes the image holds it.
    private bool IsReady(string name) => !File.Exists(Paths.Lease(name)) && EntryCheck.Quick(Paths, name) == EntryState.Good;

    private async Task MakeReadyAsync(ImageOrder order, Action onWait, CancellationToken cancellationToken)
    {
        var name = order.Name;
        while (true)
        {
            var lease = await ImageLease.TakeAsync(
                Paths.Lease(name), () => !order.Anew && IsReady(name), onWait, _node, time, cancellationToken);
            if (lease is null)
            {
                return;
            }

            await using (lease)
            {
                try
                {
                    using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Lost);
                    await UnderLeaseAsync(order, lease, both.Token);
                    break;
                }
                catch (Exception) when (lease.Lost.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
                {
                    // Others took us for dead and make it themselves: what they make is ours as well.
                }
            }
        }

        _marks.Count(order.Name); // removes what the dead left
        await new StoreEviction(this, time).KeepBelowAsync(MaxBytes, say);
    }

    private async Task UnderLeaseAsync(ImageOrder order, ImageLease lease, CancellationToken cancellationToken)
    {
        var state = await JudgeAsync(order.Name, order.Source, full: false, cancellationToken);
        if (state == EntryState.Good && !order.Anew)
        {
            return;
        }

        if (state == EntryState.Damaged)
        {
            say?.Invoke($"The image of {order.Source} in the store is damaged, so it is made anew.");
        }

        RemovePartials(order.Name);
        var partial = Paths.Partial(order.Name);
        try
        {
            await order.MakeAsync(partial, cancellationToken);
            if (order.Name.EndsWith(".sif", StringComparison.Ordinal) && !ImageContent.LooksLikeSif(partial))
            {
                throw new EngineFault($"What came of the image {order.Source} is no SIF file. Have the gear's image corrected.");
            }

            await PlaceAsync(order, partial, lease, cancellationToken);
        }
        finally
        {
            Tree.Delete(partial);
        }
    }

    private async Task PlaceAsync(ImageOrder order, string partial, ImageLease lease, CancellationToken cancellationToken)
    {
        if (File.Exists(partial))
        {
            ImageContent.Flush(partial);
        }

        var content = await ImageContent.OfAsync(partial, cancellationToken);
        if (!lease.IsOurs())
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        // The record first: an image without one would look like one of which nothing is known.
        Describe(order.Name, order.Source, content);
        var path = Paths.Entry(order.Name);
        if (FileKinds.Of(partial) == FileKind.Folder || FileKinds.Of(path) == FileKind.Folder)
        {
            var gone = Paths.Gone(order.Name);
            Move(path, gone);
            Move(partial, path);
            Tree.Delete(gone);
        }
        else
        {
            File.Move(partial, path, overwrite: true);
        }

        DurableFolder.Sync(Paths.Folder);
    }

    // A full look where it is wanted, or a cheap one does not tell; only under the lease.
    private async Task<EntryState> JudgeAsync(string name, string source, bool full, CancellationToken cancellationToken)
    {
        var state = EntryCheck.Quick(Paths, name);
        if (state is EntryState.Missing or EntryState.Damaged || (state == EntryState.Good && !full))
        {
            return state;
        }

        var path = Paths.Entry(name);
        var content = await ImageContent.OfAsync(path, cancellationToken);
        if (StoreRecord.Read(Paths.Record(name)) is not { } record)
        {
            // Of a version that kept no records: its images came into place whole.
            if (!EntryCheck.LooksRight(path))
            {
                return EntryState.Damaged;
            }

            Describe(name, source, content);
            return EntryState.Good;
        }

        if (content.Bytes != record.Bytes || content.Sha256 != record.Sha256)
        {
            (record with { Damaged = true }).Write(Paths.Record(name));
            return EntryState.Damaged;
        }

        if (content.Modified != record.Modified)
        {
            (record with { Modified = content.Modified }).Write(Paths.Record(name));
        }

        return EntryState.Good;
    }

    private void Describe(string name, string source, ImageContent content) => new StoreRecord
    {
        Source = source,
        Bytes = content.Bytes,
        Sha256 = content.Sha256,
        Modified = content.Modified,
        MadeAt = time.GetUtcNow(),
        MadeOn = _node,
    }.Write(Paths.Record(name));

    // The time of the record's last change is that of the image's last use.
    private void Touch(string name)
    {
        try
        {
            File.SetLastWriteTimeUtc(Paths.Record(name), time.GetUtcNow().UtcDateTime);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Not ours, or away for a moment: it counts as unused a little longer than it is.
        }
    }

    private static void Move(string from, string to)
    {
        switch (FileKinds.Of(from))
        {
            case FileKind.Missing:
                break;
            case FileKind.Folder:
                Directory.Move(from, to);
                break;
            default:
                File.Move(from, to);
                break;
        }
    }

    // Of a holder that died; ours to remove, since we hold the lease now.
    private void RemovePartials(string name)
    {
        foreach (var leftover in Paths.Partials(name))
        {
            Tree.Delete(leftover);
        }
    }
}
