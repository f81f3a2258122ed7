using System.Security.Cryptography;
using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite.Auth;

/// <summary>API keys of users, devices and running jobs.</summary>
internal static class KeyTable
{
    public const string UserKind = "user";
    public const string DeviceKind = "device";
    public const string JobKind = "job";

    private const int KeyBytes = 16;

    public static string NewKey() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes));

    public static void Put(DatabaseSession session, string key, string kind, string owner, string? job = null) =>
        session.Execute("INSERT OR REPLACE INTO keys(key, kind, owner, job) VALUES($0, $1, $2, $3)", key, kind, owner, job);

    public static StoredKey? Find(DatabaseSession session, string key) =>
        session.Query("SELECT kind, owner, job FROM keys WHERE key=$0", row => new StoredKey(row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2)), key).FirstOrDefault();

    public static string? Of(DatabaseSession session, string kind, string owner) =>
        session.Text("SELECT key FROM keys WHERE kind=$0 AND owner=$1 LIMIT 1", kind, owner);

    /// <summary>The one key of a job: repeated reads of its config file get the same.</summary>
    public static string OfJob(DatabaseSession session, string job, string user)
    {
        if (session.Text("SELECT key FROM keys WHERE kind=$0 AND job=$1", JobKind, job) is { } key)
        {
            return key;
        }

        key = NewKey();
        Put(session, key, JobKind, user, job);
        return key;
    }

    public static void RemoveOfJob(DatabaseSession session, string job) => session.Execute("DELETE FROM keys WHERE kind=$0 AND job=$1", JobKind, job);
}
