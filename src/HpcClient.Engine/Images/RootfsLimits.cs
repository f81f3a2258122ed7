using System.Formats.Tar;
using System.Globalization;
using HpcClient.Settings.Resources;

namespace HpcClient.Engine.Images;

/// <summary>How much a tarball may become: a small one can be made to unpack into more than any disk holds.</summary>
internal sealed class RootfsLimits(string target)
{
    /// <summary>Most bytes of all files together.</summary>
    public const long MaxBytes = 400 * MemoryAmount.Gibibyte;

    /// <summary>Most entries.</summary>
    public const int MaxEntries = 5_000_000;

    /// <summary>What stays free on the disk, in bytes: it is not ours alone. Of a small disk a twentieth is enough.</summary>
    public const long Reserve = 256L << 20;

    private const int SmallDiskPart = 20;

    private const int EntriesBetweenLooks = 1000;
    private const long BytesBetweenLooks = 64L << 20;

    private readonly DriveInfo _disk = new(target);
    private long _bytes;
    private long _bytesUnlooked = BytesBetweenLooks;
    private int _entries;

    /// <summary>Counts an entry before it is written.</summary>
    /// <exception cref="EngineFault">It is more than there may be, or than there is room for.</exception>
    public void Count(TarEntry entry)
    {
        _entries++;
        _bytes += entry.Length;
        _bytesUnlooked += entry.Length;
        if (_entries > MaxEntries || _bytes > MaxBytes || entry.Length < 0)
        {
            throw new EngineFault(string.Create(
                CultureInfo.InvariantCulture,
                $"The gear's image unpacks into more than {MaxEntries} files or {MaxBytes / MemoryAmount.Gibibyte} GiB, so it was not unpacked. Upload the gear again, from a trusted source."));
        }

        if (_bytesUnlooked < BytesBetweenLooks && _entries % EntriesBetweenLooks != 0)
        {
            return;
        }

        _bytesUnlooked = 0;
        if (_disk.AvailableFreeSpace < Math.Min(Reserve, _disk.TotalSize / SmallDiskPart) + entry.Length)
        {
            throw new EngineFault($"The disk of {Path.GetDirectoryName(target)} on {Environment.MachineName} has no room for the gear's image unpacked. Make room there, or set ENGINE_CACHE_DIR to a larger disk.");
        }
    }
}
