using System.Security.Cryptography;
using System.Text;
using HpcClient.Posix.Files;

namespace HpcClient.Engine.Images.Store;

/// <summary>
/// The right to make or remove one image of the store, held by a file; nothing relies on locks of a file system. Its
/// holder touches the file while it works. One whose process is gone (same node), or who has not touched it for
/// <see cref="Expiry"/> (another node), loses it.
/// </summary>
/// <remarks>
/// A lease is made by link(2), of which one contender succeeds. It is ended, by its holder or by one who judges the holder
/// dead, only by who has made the end mark of this very lease's text, of which again one contender succeeds: so nobody can
/// end a fresh lease that he took for the old one.
/// </remarks>
internal sealed class ImageLease : IAsyncDisposable
{
    /// <summary>How long an untouched lease of another node counts.</summary>
    public static readonly TimeSpan Expiry = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan TouchInterval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ShortestPoll = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(2);

    private readonly string _path;
    private readonly StoreHolder _holder;
    private readonly CancellationTokenSource _end = new();
    private readonly CancellationTokenSource _lost = new();
    private readonly Task _touching;
    private int _released;

    private ImageLease(string path, StoreHolder holder, TimeProvider time)
    {
        _path = path;
        _holder = holder;
        Lost = _lost.Token;
        _touching = TouchAsync(time, _end.Token);
    }

    /// <summary>Cancelled when others took us for dead: we were stopped, or the file system was away, for longer than <see cref="Expiry"/>.</summary>
    public CancellationToken Lost { get; }

    /// <summary>Waits for the lease, or until <paramref name="done"/> says that it is not needed any more.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="done">Looked at while somebody else has it, and before it is taken.</param>
    /// <param name="onWait">Called once when somebody else has it.</param>
    /// <param name="node">Our node.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The lease, or null when it is not needed.</returns>
    public static async Task<ImageLease?> TakeAsync(
        string path, Func<bool> done, Action onWait, string node, TimeProvider time, CancellationToken cancellationToken)
    {
        var holder = StoreHolder.Me(node);
        var began = time.GetTimestamp();
        (string Text, DateTime Touched, long Seen)? last = null;
        while (!done())
        {
            if (Look(path) is not { } other)
            {
                // Tried only when it seems free: each try writes to the disk, and fifty jobs may wait.
                if (DurableFile.TryCreate(path, holder.Text))
                {
                    return new(path, holder, time);
                }

                continue;
            }

            if (last is null)
            {
                onWait();
            }

            // Its age is what we see pass here: clocks of two nodes need not agree.
            if (last is null || last.Value.Text != other.Text || last.Value.Touched != other.Touched)
            {
                last = (other.Text, other.Touched, time.GetTimestamp());
            }

            var unseen = time.GetElapsedTime(last.Value.Seen);
            if (unseen > Expiry || StoreHolder.Read(other.Text) is { } known && known.IsSurelyDead(node))
            {
                End(path, other.Text, holder, unseen > 2 * Expiry);
                if (Look(path)?.Text != other.Text)
                {
                    continue;
                }
            }

            // The longer it takes, the less a late look costs in proportion, and the rarer the looks of many.
            var poll = time.GetElapsedTime(began) / 20;
            await Task.Delay(poll < ShortestPoll ? ShortestPoll : poll > LongestPoll ? LongestPoll : poll, time, cancellationToken);
        }

        return null;
    }

    /// <summary>Takes the lease when nobody living has it.</summary>
    public static ImageLease? TryTake(string path, string node, TimeProvider time)
    {
        var holder = StoreHolder.Me(node);
        if (Look(path) is { } other)
        {
            if (StoreHolder.Read(other.Text)?.IsSurelyDead(node) != true)
            {
                return null;
            }

            End(path, other.Text, holder, force: false);
        }

        return DurableFile.TryCreate(path, holder.Text) ? new(path, holder, time) : null;
    }

    /// <summary>Whether it is still ours: to be asked before something is put in its final place.</summary>
    public bool IsOurs()
    {
        if (Look(_path)?.Text == _holder.Text)
        {
            return true;
        }

        _lost.Cancel();
        return false;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _released, 1) != 0)
        {
            return;
        }

        await _end.CancelAsync();
        await _touching;
        End(_path, _holder.Text, _holder, force: false);
        _end.Dispose();
        _lost.Dispose();
    }

    private static (string Text, DateTime Touched)? Look(string path)
    {
        try
        {
            return (File.ReadAllText(path), File.GetLastWriteTimeUtc(path));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    // force: also past an end mark whose maker died half way, on another node.
    private static void End(string path, string text, StoreHolder ender, bool force)
    {
        var mark = $"{path}.end-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16]}";
        if (Look(mark) is { } earlier && (force || StoreHolder.Read(earlier.Text)?.IsSurelyDead(ender.Node) == true))
        {
            File.Delete(mark);
        }

        if (!DurableFile.TryCreate(mark, $"{ender.Text[..ender.Text.LastIndexOf(' ')]} {Guid.NewGuid():N}"))
        {
            return;
        }

        try
        {
            if (Look(path)?.Text == text)
            {
                File.Delete(path);
            }
        }
        finally
        {
            File.Delete(mark);
        }
    }

    private async Task TouchAsync(TimeProvider time, CancellationToken end)
    {
        try
        {
            while (true)
            {
                await Task.Delay(TouchInterval, time, end);
                try
                {
                    if (!IsOurs())
                    {
                        return;
                    }

                    File.SetLastWriteTimeUtc(_path, time.GetUtcNow().UtcDateTime);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    // A file system that is away for a moment; we look again.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Released.
        }
    }
}
