using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace HpcClient.EmbeddedSite.Storage;

/// <summary>Times and object ids as a Flywheel site spells them.</summary>
internal sealed class SiteClock(TimeProvider time)
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.ffffff'+00:00'";
    private readonly byte[] _process = RandomNumberGenerator.GetBytes(5);
    private int _counter;

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Now; the text order of stamps is their order in time.</summary>
    public string Stamp() => Stamp(Now);

    public static string Stamp(DateTimeOffset moment) => moment.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>24 hex digits: seconds, this process, a counter; later ids of one process are greater.</summary>
    public string NewId()
    {
        Span<byte> id = stackalloc byte[12];
        BinaryPrimitives.WriteUInt32BigEndian(id, (uint)Now.ToUnixTimeSeconds());
        _process.CopyTo(id[4..]);
        var count = Interlocked.Increment(ref _counter);
        id[9] = (byte)(count >> 16);
        id[10] = (byte)(count >> 8);
        id[11] = (byte)count;
        return Convert.ToHexStringLower(id);
    }

    public static bool IsId(string? text) => text is { Length: 24 } && text.All(char.IsAsciiHexDigitLower);
}
