using HpcClient.Posix.Files;

namespace HpcClient.Engine.Images.Store;

/// <summary>
/// Marks that images are in use, so that nobody removes them: a file each, which its maker touches. One whose process is
/// gone (same node), or which was not touched for <see cref="Expiry"/> by the file system's own clock (another node), does
/// not count.
/// </summary>
internal sealed class UseMarks(StorePaths paths, string node, TimeProvider time) : IAsyncDisposable
{
    /// <summary>How long an untouched mark of another node counts.</summary>
    public static readonly TimeSpan Expiry = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan TouchInterval = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, (string Path, string Text)> _own = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _lock = new();
    private Task? _touching;
    private int _disposed;

    /// <summary>Marks <paramref name="name"/> as in use by us, until we are disposed or <see cref="Remove"/> it.</summary>
    public void Set(string name)
    {
        lock (_lock)
        {
            if (_own.ContainsKey(name))
            {
                return;
            }

            var (path, text) = (paths.Use(name), StoreHolder.Me(node).Text);
            File.WriteAllText(path, text);
            _own[name] = (path, text);
            _touching ??= TouchAsync(_end.Token);
        }
    }

    /// <summary>Takes our mark away.</summary>
    public void Remove(string name)
    {
        lock (_lock)
        {
            if (_own.Remove(name, out var mark))
            {
                TryDelete(mark.Path);
            }
        }
    }

    /// <summary>How many use it, we ourselves included. Marks of the dead are removed.</summary>
    public int Count(string name)
    {
        var count = 0;
        DateTime? now = null;
        foreach (var path in paths.Uses(name))
        {
            if (IsDead(path, now ??= FileSystemNow()))
            {
                TryDelete(path);
            }
            else
            {
                count++;
            }
        }

        return count;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _end.CancelAsync();
        await (_touching ?? Task.CompletedTask);
        _end.Dispose();
        lock (_lock)
        {
            foreach (var mark in _own.Values)
            {
                TryDelete(mark.Path);
            }

            _own.Clear();
        }
    }

    private bool IsDead(string path, DateTime now)
    {
        try
        {
            return StoreHolder.Read(File.ReadAllText(path))?.IsSurelyDead(node) == true || now - File.GetLastWriteTimeUtc(path) > Expiry;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Gone meanwhile, or not to be read: whether it counts is then asked again another time.
            return e is FileNotFoundException;
        }
    }

    // Of the server where the store is on a network file system: its stamps are what we compare with.
    private DateTime FileSystemNow()
    {
        var probe = Path.Combine(paths.Folder, $".now-{Guid.NewGuid():N}");
        try
        {
            File.WriteAllText(probe, "now");
            return File.GetLastWriteTimeUtc(probe);
        }
        finally
        {
            TryDelete(probe);
        }
    }

    private async Task TouchAsync(CancellationToken end)
    {
        try
        {
            while (true)
            {
                await Task.Delay(TouchInterval, time, end);
                lock (_lock)
                {
                    foreach (var (path, text) in _own.Values)
                    {
                        Touch(path, text);
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Over.
        }
    }

    // Written, not set: so the stamp is the file system's own.
    private static void Touch(string path, string text)
    {
        try
        {
            DurableFile.Write(path, text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Away for a moment; the next time counts.
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It counts until it is old.
        }
    }
}
