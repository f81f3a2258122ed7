using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using HpcClient.Posix.Files;

namespace HpcClient.EmbeddedSite.Auth;

/// <summary>The drone secret and the first users' keys of one data folder; made at random the first time.</summary>
public sealed record SiteSecrets
{
    /// <summary>The ordinary user whom a new site has.</summary>
    public const string Researcher = "researcher@example.org";

    /// <summary>The site administrator whom a new site has.</summary>
    public const string Admin = "admin@example.org";

    private const int SecretBytes = 24;

    /// <summary>The drone secret (SCITRAN_CORE_DRONE_SECRET).</summary>
    [JsonPropertyName("drone_secret")]
    public required string DroneSecret { get; init; }

    /// <summary>API key by user id.</summary>
    [JsonPropertyName("user_keys")]
    public required IReadOnlyDictionary<string, string> UserKeys { get; init; }

    /// <summary>Reads the secrets of a data folder.</summary>
    /// <returns>Null when there are none yet.</returns>
    /// <exception cref="EmbeddedSiteException">The file is open to others or no longer makes sense.</exception>
    public static SiteSecrets? Read(DataFolder folder)
    {
        if (!File.Exists(folder.Secrets))
        {
            return null;
        }

        if (PrivateFile.Fault(folder.Secrets) is { } fault)
        {
            throw new EmbeddedSiteException(fault);
        }

        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(folder.Secrets), SiteSecretsJson.Default.SiteSecrets)!;
        }
        catch (JsonException e)
        {
            throw new EmbeddedSiteException($"'{folder.Secrets}' cannot be read ({e.Message}). Restore it, or remove it to get new secrets.", e);
        }
    }

    internal static SiteSecrets Make(DataFolder folder)
    {
        var secrets = new SiteSecrets
        {
            DroneSecret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes)),
            UserKeys = new Dictionary<string, string> { [Researcher] = KeyTable.NewKey(), [Admin] = KeyTable.NewKey() },
        };
        DurableFile.Write(folder.Secrets, JsonSerializer.Serialize(secrets, SiteSecretsJson.Default.SiteSecrets));
        return secrets;
    }

    /// <summary>Says where the values are and not what they are.</summary>
    public override string ToString() => "<secrets of an embedded site>";
}
