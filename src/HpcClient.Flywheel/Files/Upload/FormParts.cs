using System.Globalization;
using System.Text;
using HpcClient.Flywheel.Errors;

namespace HpcClient.Flywheel.Files.Upload;

/// <summary>
/// Heads of form parts. File names go as plain UTF-8 with quotes and backslashes escaped: the RFC 5987 form that .NET would
/// write is unknown to the form readers of a Flywheel site.
/// </summary>
internal static class FormParts
{
    public static byte[] File(string boundary, int number, string fileName) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"--{boundary}\r\nContent-Disposition: form-data; name=\"file{number}\"; filename=\"{Escape(fileName)}\"\r\nContent-Type: application/octet-stream\r\n\r\n"));

    public static byte[] Text(string boundary, string field, string text) => Encoding.UTF8.GetBytes(
        $"--{boundary}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{text}\r\n");

    public static byte[] End(string boundary) => Encoding.ASCII.GetBytes($"--{boundary}--\r\n");

    /// <exception cref="SiteException">The name cannot stand in a head.</exception>
    private static string Escape(string name) => name.Length == 0 || name.Any(char.IsControl)
        ? throw new SiteException(SiteFault.Invalid,
            $"The output file '{string.Concat(name.Select(c => char.IsControl(c) ? '?' : c))}' has no name that a site could keep: control characters such as line breaks cannot be sent.")
        { NeverSent = true }
        : name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
