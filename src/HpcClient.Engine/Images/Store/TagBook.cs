using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HpcClient.Engine.Images.Registries;
using HpcClient.Posix.Files;

namespace HpcClient.Engine.Images.Store;

/// <summary>Remembers which image a registry's tag meant, for all that share the store.</summary>
internal sealed class TagBook(StorePaths paths, TimeProvider time)
{
    /// <summary>What was answered last; null when nothing was.</summary>
    public TagRecord? Find(string reference)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(PathOf(reference)), StoreJson.Default.TagRecord) is { } record
                && record.Reference == reference && RegistryDigest.IsValid(record.Digest) ? record : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether it was answered within <paramref name="age"/>; an answer from the future is none.</summary>
    public bool IsFresh(TagRecord record, TimeSpan age)
    {
        var since = time.GetUtcNow() - record.AskedAt;
        return since >= TimeSpan.Zero && since < age;
    }

    /// <summary>Keeps an answer.</summary>
    public void Keep(string reference, string digest)
    {
        Directory.CreateDirectory(paths.Tags);
        DurableFile.Write(PathOf(reference), JsonSerializer.Serialize(new(reference, digest, time.GetUtcNow()), StoreJson.Default.TagRecord));
    }

    private string PathOf(string reference) =>
        Path.Combine(paths.Tags, $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(reference)))}.json");
}
