using System.Collections.Concurrent;
using HpcClient.Flywheel.Errors;

namespace HpcClient.Flywheel.Files.Upload;

/// <summary>The hashes of what was sent, by name, and the comparison with what the site says that it has.</summary>
internal sealed class SentHashes
{
    private readonly ConcurrentDictionary<string, string> _sha384 = new(StringComparer.Ordinal);

    /// <summary>Notes what was sent under <paramref name="name"/>.</summary>
    public void Note(string name, string sha384) => _sha384[name] = sha384;

    /// <summary>Compares; a record without a hash, as some sites give for storage of their own, proves nothing either way.</summary>
    /// <exception cref="SiteException">A file arrived damaged; it may be sent again.</exception>
    public void Compare(IReadOnlyList<FileRecord> stored)
    {
        foreach (var record in stored)
        {
            if (record is { Name: { } name, Sha384: { } got } && _sha384.TryGetValue(name, out var sent) && got != sent)
            {
                throw new SiteException(SiteFault.Busy,
                    $"The site stored '{name}' with another content (SHA-384 {got[..12]}…) than was sent ({sent[..12]}…): it was damaged on the way.");
            }
        }
    }
}
