using System.Globalization;
using HpcClient.Posix.Files;
using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Images;

/// <summary>
/// The right to make one image of the store, held by a file. Its holder touches the file while it works; one whose
/// process is gone (same node) or who has not touched it for <see cref="Expiry"/> (another node) loses it.
/// </summary>
internal sealed class ImageLease : IAsyncDisposable
{
    /// <summary>How long an untouched lease of another node counts.</summary>
    public static readonly TimeSpan Expiry = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan TouchInterval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);

    private readonly string _path;
    private readonly string _text;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _touching;

    private ImageLease(string path, string text, TimeProvider time)
    {
        _path = path;
        _text = text;
        _touching = TouchAsync(time, _end.Token);
    }

    /// <summary>Waits for the lease, or until <paramref name="done"/> says that somebody else has made the image.</summary>
    /// <returns>The lease, or null when the image is there.</returns>
    public static async Task<ImageLease?> TakeAsync(string path, Func<bool> done, Action onWait, TimeProvider time, CancellationToken cancellationToken)
    {
        var me = ProcessIdentity.Current();
        var text = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName} {me.ProcessId} {me.StartTicks} {Guid.NewGuid():N}");
        (string Text, DateTime Touched, DateTimeOffset Seen)? last = null;
        while (!done())
        {
            if (DurableFile.TryCreate(path, text))
            {
                return new(path, text, time);
            }

            var holder = Read(path);
            if (holder is null)
            {
                continue;
            }

            if (last is null)
            {
                onWait();
            }

            // Its age is what we see pass here: clocks of two nodes need not agree.
            if (last is null || last.Value.Text != holder.Value.Text || last.Value.Touched != holder.Value.Touched)
            {
                last = (holder.Value.Text, holder.Value.Touched, time.GetUtcNow());
            }

            if (IsDead(holder.Value.Text) || time.GetUtcNow() - last.Value.Seen > Expiry)
            {
                Break(path, holder.Value.Text);
                continue;
            }

            await Task.Delay(PollInterval, time, cancellationToken);
        }

        return null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _touching;
        _end.Dispose();
        if (Read(_path)?.Text == _text)
        {
            File.Delete(_path);
        }
    }

    private static (string Text, DateTime Touched)? Read(string path)
    {
        try
        {
            return (File.ReadAllText(path), File.GetLastWriteTimeUtc(path));
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static bool IsDead(string text) => text.Split(' ') is [var host, var id, var ticks, _]
        && host == Environment.MachineName
        && !new ProcessIdentity(int.Parse(id, CultureInfo.InvariantCulture), long.Parse(ticks, CultureInfo.InvariantCulture)).IsAlive();

    // Moved aside first: of several that break a lease only one moves it, and one that moved a fresh one puts it back.
    private static void Break(string path, string judged)
    {
        var aside = $"{path}.{Guid.NewGuid():N}";
        try
        {
            File.Move(path, aside);
            var text = File.ReadAllText(aside);
            if (text != judged)
            {
                DurableFile.TryCreate(path, text);
            }

            File.Delete(aside);
        }
        catch (FileNotFoundException)
        {
            // Somebody else broke or released it.
        }
    }

    private async Task TouchAsync(TimeProvider time, CancellationToken end)
    {
        try
        {
            while (true)
            {
                await Task.Delay(TouchInterval, time, end);
                File.SetLastWriteTimeUtc(_path, time.GetUtcNow().UtcDateTime);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // Released, or taken from us: then the image is made twice, which harms nobody.
        }
    }
}
