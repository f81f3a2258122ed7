using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HpcClient.Flywheel.Access.Network;

/// <summary>Certificates of authorities in a PEM file, or in the files of a folder.</summary>
internal static class CertificateBundle
{
    /// <summary>A bundle of all public authorities is a few hundred kilobytes; what is far larger is something else.</summary>
    private const long MaxFileBytes = 16 * 1024 * 1024;

    /// <summary>Reads the bundle at <paramref name="path"/>, which <paramref name="setting"/> names.</summary>
    /// <returns>The certificates; or a sentence why there are none.</returns>
    public static (X509Certificate2Collection? Authorities, string? Fault) Read(string setting, string path)
    {
        try
        {
            var authorities = new X509Certificate2Collection();
            foreach (var file in Directory.Exists(path) ? Directory.EnumerateFiles(path) : [path])
            {
                AddFrom(file, authorities);
            }

            return authorities.Count > 0
                ? (authorities, null)
                : (null, $"{setting} names '{path}', which holds no certificate. Name a PEM file with the certificates of the authorities that you trust.");
        }
        catch (CryptographicException e)
        {
            return (null, $"{setting} names '{path}', which holds a certificate that cannot be read: {e.Message.TrimEnd('.')}. Check the file with: openssl storeutl -noout -certs '{path}'");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, $"{setting} names '{path}', which cannot be read: {e.Message.TrimEnd('.')}. Correct the path, or remove the setting to trust what this machine trusts.");
        }
    }

    private static void AddFrom(string file, X509Certificate2Collection authorities)
    {
        if (new FileInfo(file).Length > MaxFileBytes)
        {
            throw new IOException($"it is larger than {MaxFileBytes / 1024 / 1024} MB");
        }

        // Comments and other text between the certificates are common, and private keys are none of our business.
        authorities.ImportFromPem(File.ReadAllText(file));
    }
}
