using System.Globalization;

namespace HpcClient.Casting.Reporting;

/// <summary>Memory for people.</summary>
internal static class MemoryText
{
    private const double Mebibyte = 1024 * 1024;
    private const double Gibibyte = 1024 * Mebibyte;

    /// <summary>Such as <c>3.1 GiB</c>, or <c>120 MiB</c> below one.</summary>
    public static string Of(long bytes) => bytes >= Gibibyte
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / Gibibyte:0.#} GiB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / Mebibyte:0} MiB");
}
