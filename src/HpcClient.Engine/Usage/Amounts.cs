using System.Globalization;
using HpcClient.Settings.Resources;

namespace HpcClient.Engine.Usage;

/// <summary>Amounts in words.</summary>
internal static class Amounts
{
    private const double Mebibyte = 1 << 20;
    private const double Gibibyte = MemoryAmount.Gibibyte;

    /// <summary>Measured memory: <c>3.1 GiB</c>, <c>412 MiB</c>.</summary>
    public static string Measured(long bytes) => bytes >= MemoryAmount.Gibibyte
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / Gibibyte:0.0} GiB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / Mebibyte:0} MiB");

    /// <summary>Memory as somebody set it: <c>16 GiB</c>, <c>1.5 GiB</c>, <c>100 MiB</c>.</summary>
    public static string Set(long bytes) => bytes >= MemoryAmount.Gibibyte
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / Gibibyte:0.#} GiB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / Mebibyte:0.#} MiB");

    /// <summary>Memory as a tag asks for it: <c>16G</c>, or <c>100M</c> where it is no whole number of those.</summary>
    public static string AsAsked(long bytes) => bytes % MemoryAmount.Gibibyte == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / MemoryAmount.Gibibyte}G")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / Mebibyte:0}M");
}
