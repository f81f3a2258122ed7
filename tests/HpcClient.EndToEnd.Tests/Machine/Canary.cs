using System.Text;
using System.Text.Json;

namespace HpcClient.EndToEnd.Tests.Machine;

/// <summary>Looks for a secret where it must not be.</summary>
internal static class Canary
{
    private static readonly string[] Homes = ["credentials.sh", "secrets.json"];

    /// <summary>The same for the drone secret of the embedded site whose data lies in <c>site/</c> of <paramref name="folder"/>.</summary>
    public static async Task AbsentAsync(string folder)
    {
        using var secrets = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "site", "secrets.json")));
        Absent(folder, secrets.RootElement.GetProperty("drone_secret").GetString()!);
    }

    /// <summary>Fails when any file below <paramref name="folder"/> but the secret's own homes holds it.</summary>
    public static void Absent(string folder, string secret)
    {
        secret.Length.ShouldBeGreaterThan(8);
        var needle = Encoding.UTF8.GetBytes(secret);
        var leaks = Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Where(f => !Homes.Contains(Path.GetFileName(f)))
            .Where(f => new FileInfo(f).Length < 64 * 1024 * 1024 && File.ReadAllBytes(f).AsSpan().IndexOf(needle) >= 0);
        leaks.ShouldBeEmpty();
    }
}
