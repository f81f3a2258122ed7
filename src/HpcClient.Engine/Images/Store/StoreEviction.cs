using System.Globalization;
using HpcClient.Engine.Usage;
using HpcClient.Settings.Resources;

namespace HpcClient.Engine.Images.Store;

/// <summary>Removes images that were not used for longest, never one that is in use.</summary>
internal sealed class StoreEviction(ImageStore store, TimeProvider time)
{
    /// <summary>An image this fresh stays: one that uses it may be just beginning, where a network file system shows things late.</summary>
    public static readonly TimeSpan MinAge = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan CrumbAge = TimeSpan.FromDays(1);
    private static readonly string[] Crumbs = [".new-*", ".now-*", ".*.lease.end-*"];

    /// <summary>Brings the store below <paramref name="maxBytes"/>, as far as images are not in use.</summary>
    public async Task KeepBelowAsync(long? maxBytes, Action<string>? say)
    {
        if (maxBytes is not { } most)
        {
            return;
        }

        var removed = await RemoveAsync(most, null, dryRun: false);
        foreach (var image in removed)
        {
            say?.Invoke($"Removed the image of {image.Source}, unused since {image.LastUse.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}, to keep the image store below {Amounts.Set(most)}.");
        }

        var left = StoreListing.Of(store).Sum(image => image.Bytes);
        if (left > most)
        {
            say?.Invoke($"The image store holds {Amounts.Measured(left)}, more than image_store_size ({most / MemoryAmount.Gibibyte}G) allows, and all of it is in use.");
        }
    }

    /// <summary>Removes images until the rest takes at most <paramref name="maxBytes"/>, and those unused since <paramref name="unusedSince"/>.</summary>
    /// <returns>Those removed, or with <paramref name="dryRun"/> those that would be.</returns>
    public async Task<IReadOnlyList<StoredImage>> RemoveAsync(long? maxBytes, DateTimeOffset? unusedSince, bool dryRun)
    {
        var all = StoreListing.Of(store).OrderBy(image => image.LastUse).ToList();
        var total = all.Sum(image => image.Bytes);
        var removed = new List<StoredImage>();
        foreach (var image in all)
        {
            if (!(total > maxBytes || image.LastUse < unusedSince) || image.Users > 0 || time.GetUtcNow() - image.LastUse < MinAge)
            {
                continue;
            }

            if (dryRun || await store.TryRemoveAsync(image.Name))
            {
                total -= image.Bytes;
                removed.Add(image);
            }
        }

        if (!dryRun)
        {
            RemoveCrumbs();
        }

        return removed;
    }

    // Temporary files of those that died between two calls.
    private void RemoveCrumbs()
    {
        if (!Directory.Exists(store.Paths.Folder))
        {
            return;
        }

        foreach (var path in Crumbs.SelectMany(pattern => Directory.EnumerateFiles(store.Paths.Folder, pattern)))
        {
            if (time.GetUtcNow() - File.GetLastWriteTimeUtc(path) > CrumbAge)
            {
                Layout.Tree.Delete(path);
            }
        }
    }
}
